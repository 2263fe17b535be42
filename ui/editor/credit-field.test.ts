import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MemoryDesk } from '../api/memory/desk';
import { OpenStory } from '../state/open-story.svelte';
import { Screen } from '../state/screen.svelte';
import { openFirst } from '../tests/support';
import PictureFields from './PictureFields.svelte';

let desk: MemoryDesk;
let open: OpenStory;
let screen: Screen;
let shown: ReturnType<typeof mount>[] = [];
/** Keys pressed since the last look. */
let keys = 0;

beforeEach(async () => {
  const first = await openFirst();
  desk = first.desk;
  desk.offered = {};
  screen = new Screen(first.transport);
  const story = await first.transport.call('story_new', {});
  open = new OpenStory(first.transport, story);
  screen.open = open;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  Object.defineProperty(document, 'fonts', { configurable: true, value: { load: async () => [] } });
  Element.prototype.scrollIntoView = () => {};
});

afterEach(() => {
  for (const one of shown) void unmount(one);
  shown = [];
  document.body.replaceChildren();
});

/** Drops pictures and shows the fields of each, one beneath another as on the page. */
async function drop(...names: string[]): Promise<void> {
  await open.addFiles(names.map((name) => `/home/jo/${name}`));
  for (const { name } of open.story.pictures) {
    const picture = open.picture(name)!;
    shown.push(mount(PictureFields, { target: document.body, props: { open, screen, picture } }));
  }
  flushSync();
  keys = 0;
}

const field = (name: string): HTMLInputElement =>
  document.querySelector(`[data-field="picture:${name}:credit"]`)!;
const credits = () => open.story.pictures.map(({ credit }) => credit);

function press(key: string, init: KeyboardEventInit = {}): void {
  keys += 1;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  document.activeElement!.dispatchEvent(event);
  flushSync();
}

function type(name: string, text: string): void {
  const input = field(name);
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

const button = (words: RegExp): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find((one) => words.test(one.textContent))!;

test('the last credit takes at most two keystrokes for each further picture', async () => {
  await drop('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg');
  type('a.jpg', 'Jo Smith');
  press('Enter', { ctrlKey: true });
  keys = 0;
  for (const name of ['b.jpg', 'c.jpg', 'd.jpg']) {
    expect(document.activeElement).toBe(field(name));
    press('Enter', { ctrlKey: true });
  }
  expect(credits()).toEqual(['Jo Smith', 'Jo Smith', 'Jo Smith', 'Jo Smith']);
  expect(keys / 3).toBeLessThanOrEqual(2);
});

test('in the course of captioning, one Enter repeats the last credit and goes on to the alt text', async () => {
  await drop('a.jpg', 'b.jpg');
  type('a.jpg', 'Jo Smith');
  field('b.jpg').focus();
  flushSync();
  keys = 0;
  press('Enter');
  expect(keys).toBe(1);
  expect(open.picture('b.jpg')?.credit).toBe('Jo Smith');
  expect((document.activeElement as HTMLElement).dataset['field']).toBe('picture:b.jpg:alt');
});

test('what the file says comes before the last credit', async () => {
  desk.offered = { credit: 'Tariq Bell' };
  await drop('a.jpg', 'b.jpg');
  type('a.jpg', 'Jo Smith');
  field('b.jpg').focus();
  press('Enter');
  expect(open.picture('b.jpg')?.credit).toBe('Tariq Bell');
});

test('Tab leaves an empty credit empty', async () => {
  await drop('a.jpg', 'b.jpg');
  type('a.jpg', 'Jo Smith');
  field('b.jpg').focus();
  press('Tab');
  field('b.jpg').blur();
  expect(open.picture('b.jpg')?.credit).toBe('');
});

test('credits used in any story complete what is begun, with what went with them', async () => {
  const other = desk.stories[0]!.pictures[0]!;
  Object.assign(other, { credit: 'Marlbridge Borough Council', creator: 'Ruth Adeyemi' });
  Object.assign(other, { usage_terms: 'Handout' });
  await drop('a.jpg');
  open.editPicture('a.jpg', { usage_terms: 'My own terms' });
  type('a.jpg', 'boro');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=option]')).toHaveLength(1));
  expect(field('a.jpg').getAttribute('aria-expanded')).toBe('true');
  press('ArrowDown');
  const marked = document.querySelector('[aria-selected=true]');
  expect(field('a.jpg').getAttribute('aria-activedescendant')).toBe(marked?.id);
  press('Enter');
  expect(open.picture('a.jpg')).toMatchObject({
    ...{ credit: 'Marlbridge Borough Council', creator: 'Ruth Adeyemi' },
    usage_terms: 'My own terms',
  });
});

test('Escape folds the list and leaves what was typed', async () => {
  await drop('a.jpg');
  type('a.jpg', 'J');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=option]')).toHaveLength(1));
  press('Escape');
  expect(document.querySelectorAll('[role=option]')).toHaveLength(0);
  expect(open.picture('a.jpg')?.credit).toBe('J');
});

test('one click credits all pictures dropped together, and only the empty ones; it can be undone', async () => {
  await open.addFiles(['/home/jo/first.jpg']);
  await drop('a.jpg', 'b.jpg', 'c.jpg');
  open.editPicture('c.jpg', { credit: 'Ann Lee' });
  type('a.jpg', 'Jo Smith');
  open.editPicture('a.jpg', { creator: 'Jo' });
  flushSync();
  button(/Also for the other picture dropped with it/).click();
  const all = () => open.story.pictures.map(({ name, credit }) => `${name} ${credit}`);
  const before = ['first.jpg ', 'a.jpg Jo Smith', 'b.jpg Jo Smith', 'c.jpg Ann Lee'];
  expect(all()).toEqual(before);
  expect(open.picture('b.jpg')?.creator).toBe('Jo');
  await open.saves.flush();
  expect(desk.story(open.id).pictures.map(({ credit }) => credit)).toEqual(credits());
  const toast = screen.toasts.shown.at(-1)!;
  expect(toast.text).toBe('Jo Smith is credited for 1 more picture.');
  toast.action!.run();
  expect(all()[2]).toBe('b.jpg ');
  expect(open.picture('b.jpg')?.creator).toBe('');
});

test('a file that disagrees with itself is quoted place by place', async () => {
  await drop('a.jpg');
  const says: ['xmp' | 'exif', string][] = [
    ['xmp', 'A roof'],
    ['exif', 'A rope'],
  ];
  Object.assign(open.picture('a.jpg')!, { disputed: [{ field: 'caption', says }] });
  flushSync();
  expect(document.body.textContent).toContain('The file disagrees with itself');
  button(/EXIF says “A rope”/).click();
  expect(open.picture('a.jpg')?.caption).toBe('A rope');
});
