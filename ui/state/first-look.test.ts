import { readFileSync } from 'node:fs';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import App from '../App.svelte';
import { MemoryDesk } from '../api/memory/desk';
import { MemoryTransport } from '../api/memory/transport';
import { settled } from '../tests/stage';
import { closeNow, endFirstLook, firstLook } from './first-look';
import { NARROW } from './layout.svelte';
import type { Screen } from './screen.svelte';

let app: { screen: Screen } | undefined;
let built: Element[];

const newDesk = () => new MemoryDesk(() => new Date('2026-11-23T10:42:00Z'));

async function start(desk = newDesk()): Promise<Screen> {
  app = mount(App, { target: document.body, props: { transport: new MemoryTransport(desk) } }) as {
    screen: Screen;
  };
  await vi.waitFor(() => expect(document.querySelector('.cm-line')).not.toBeNull());
  await settled();
  return app.screen;
}

/** A busy computer may draw nothing for a while. */
const lookOf = (screen: Screen) =>
  vi.waitFor(async () => {
    const look = await firstLook(screen);
    expect(look).not.toBeNull();
    return look!;
  }, 5_000);

beforeEach(() => {
  sessionStorage.clear();
  const head =
    '<link rel="stylesheet" href="./style-1.css"><script type="module" src="./index-1.js"></script>';
  const page = document.createElement('template');
  page.innerHTML = head;
  built = [...page.content.children];
  document.head.append(...built);
});

afterEach(async () => {
  if (app) await unmount(app);
  app = undefined;
  for (const one of [...built, ...document.querySelectorAll('#first-look')]) one.remove();
  globalThis.__copydesk_end_look?.();
  globalThis.__copydesk_end_look = undefined;
});

const index = readFileSync('index.html', 'utf8');
const script = [...index.matchAll(/<script>([^]*?)<\/script>/g)].at(-1)![1]!;
const invoke = vi.fn();

/** Begins as `index.html` does, with this look; what is drawn then. */
function begin(look: object | undefined): string {
  Object.assign(globalThis, { __copydesk_look: look, __TAURI_INTERNALS__: { invoke } });
  try {
    (0, eval)(script);
  } finally {
    Reflect.deleteProperty(globalThis, '__TAURI_INTERNALS__');
  }
  return document.querySelector('#first-look .cm-line')?.textContent ?? '';
}

const press = (...keys: string[]) => {
  for (const key of keys)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

const LINE = '<div class="cm-content"><p class="cm-line">The ducks.</p></div>';
const left = (page: object = {}) => ({
  story: 'one',
  page: { code: './index-1.js', narrow: false, theme: 'dark', markup: LINE, ...page },
});

test('a page as it was left takes letters until it goes, and hands them on', () => {
  expect(begin(left())).toBe('The ducks.');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(invoke).toHaveBeenCalledWith('call', { name: 'painted', args: {} });
  press('H', 'x', 'Backspace', 'i', 'Shift', 'Enter');
  expect(document.querySelector('.cm-line')!.textContent).toBe('Hi\nThe ducks.');
  expect(endFirstLook()).toEqual({ story: 'one', letters: 'Hi\n' });
  expect(document.querySelector('#first-look')).toBeNull();
  press('z');
  expect(endFirstLook()).toBeUndefined();
});

test('what comes after a click or an arrow belongs elsewhere and is not taken', () => {
  for (const away of ['ArrowDown', 'Dead', 'Tab']) {
    sessionStorage.clear();
    begin(left());
    press('a', away, 'b');
    expect(endFirstLook()!.letters, away).toBe('a');
  }
  sessionStorage.clear();
  begin(left());
  press('a');
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  press('b');
  expect(endFirstLook()!.letters).toBe('a');
});

test('nothing is drawn that is of another program, another width or an earlier page of this window', () => {
  expect(begin(undefined)).toBe('');
  sessionStorage.clear();
  expect(begin(left({ code: './index-2.js' }))).toBe('');
  sessionStorage.clear();
  expect(begin(left({ narrow: true }))).toBe('');
  expect(begin(left()), 'loaded again').toBe('');
  expect(script, 'the width the screen goes by').toContain(`'${NARROW}'`);
});

test('markup that leads elsewhere is left out, and what is drawn cannot be clicked', () => {
  const foreign = '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">';
  begin(left({ markup: `${foreign}<iframe src="https://elsewhere.example/"></iframe>${LINE}` }));
  expect(document.querySelector('#first-look')!.innerHTML).not.toContain('elsewhere');
  expect(document.querySelector<HTMLElement>('#first-look > .cm-content')!.inert).toBe(true);
});

test('the look of a page is its story with what its fields hold, and nothing that may be different later', async () => {
  const screen = await start();
  const story = screen.open!;
  const nav = document.querySelector('nav')!;
  expect(nav.textContent).not.toBe('');

  const look = await lookOf(screen);
  expect(look.story).toBe(story.id);
  expect(look.version).toBe(story.saves.version);
  expect(look.page).toMatchObject({ code: './index-1.js', narrow: false });
  const page = document.createElement('div');
  page.innerHTML = look.page.markup;
  const { headline, byline } = story.story.copy;
  const field = (name: string) =>
    page.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-field=${name}]`)!.value;
  expect([field('headline'), field('byline')]).toEqual([headline, byline]);
  expect(field('section')).toBe(story.story.section);
  expect(page.querySelector('.cm-line')!.textContent).toBe(
    document.querySelector('.cm-line')!.textContent,
  );
  expect(page.querySelector('style')!.textContent, "the editor's own").toContain('cm-');
  for (const beside of ['nav', 'aside', 'main > header']) {
    expect(page.querySelector(beside)!.children, beside).toHaveLength(0);
  }
  expect(page.querySelectorAll('[id]')).toHaveLength(0);
});

test('a page that holds nothing, or that nobody can see, has no look', async () => {
  const screen = await start();
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(0);
  expect(await firstLook(screen), 'nothing is drawn').toBeNull();
  frames.mockRestore();
  await lookOf(screen);
  await screen.newStory();
  await settled();
  expect(await firstLook(screen), 'an empty story').toBeNull();
});

test('what was typed before the editor was there is typed into its own story, once', async () => {
  const desk = newDesk();
  const { id } = (await new MemoryTransport(desk).call('story_latest', {}))!;
  globalThis.__copydesk_end_look = () => ({ story: id, letters: 'Late:\n' });
  const screen = await start(desk);
  await screen.open!.saves.flush();
  expect(screen.open!.story.copy.body).toMatch(/^Late:\n\S/);
  expect(endFirstLook()).toBeUndefined();
});

test('what was typed for a story that is not on the page any more is said, and in no other', async () => {
  globalThis.__copydesk_end_look = () => ({ story: 'another', letters: 'Late:' });
  const screen = await start();
  expect(screen.toasts.shown.map(({ text }) => text).join()).toContain('“Late:”');
  await screen.open!.saves.flush();
  expect(screen.open!.story.copy.body).not.toContain('Late:');
});

test('a window that closes takes no more letters, and its last one is saved', async () => {
  const screen = await start();
  screen.open!.editor!.type('!');
  const call = vi.spyOn(screen.transport, 'call');
  const closing = closeNow(screen);
  const key = () => new KeyboardEvent('keydown', { key: 'x', cancelable: true });
  expect(document.body.dispatchEvent(key()), 'while it closes').toBe(false);
  await closing;
  expect(call.mock.calls.map(([name]) => name)).toEqual(['save_copy', 'close_now']);
  expect(document.body.dispatchEvent(key()), 'where it stayed open').toBe(true);
});

test('a window whose last letter cannot be saved stays open and says so', async () => {
  const screen = await start();
  const call = vi.spyOn(screen.transport, 'call');
  screen.open!.saves.flush = () => Promise.resolve(false);
  await closeNow(screen);
  expect(call.mock.calls.map(([name]) => name)).toEqual(['hold_open']);
  expect(screen.closing, 'the dialog that asks').toBe(true);
});
