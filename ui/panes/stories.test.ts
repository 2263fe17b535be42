import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { Stage, clear, press, settled, type, words } from '../tests/stage';
import type { Args } from '../api/calls';
import Palette from './Palette.svelte';
import Stories from './Stories.svelte';

afterEach(clear);

const rows = () =>
  [...document.querySelectorAll('[data-row]')].filter((row) => !row.closest('[hidden]')).map(words);
const choices = () => [...document.querySelectorAll('dialog li')].map(words);

/** Types words and waits for what is found. */
async function search(text: string): Promise<void> {
  await type('[type=search]', text);
  await new Promise((done) => setTimeout(done, 130));
  await settled();
}

async function choose(label: string, value: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find((one) => words(one) === label);
  const select = found!.control as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}

async function list(): Promise<Stage> {
  const one = new Stage();
  await one.show(Stories, () => ({}));
  return one;
}

test('what is found is marked where it stands, and told where that is', async () => {
  await list();
  await search('glaziers');
  expect(rows()).toHaveLength(1);
  expect(rows()[0]).toMatch(
    /^Library reopens .* Caption .*Glaziers finished .* Draft · Local News/,
  );
  expect(words(document.querySelector('mark'))).toBe('Glaziers');
  await search('late header');
  expect(words(document.querySelector('.headline mark'))).toBe('Late header');
});

test('what was written last is taken in as soon as somebody is about to look for something', async () => {
  const one = await list();
  document.querySelector<HTMLElement>('[type=search]')!.focus();
  expect(one.last('search')).toMatchObject({ words: '', at_most: 0 });
});

test('what a first letter finds is known before it is typed, until a story changes or somebody leaves', async () => {
  const one = await list();
  const { stories } = one.screen;
  const box = document.querySelector<HTMLElement>('[type=search]')!;
  /** Whether words are answered with the letter itself, and not later. */
  const isKnown = async (words: string) => {
    const before = stories.found;
    const searched = stories.search(words);
    const known = stories.found !== before;
    await searched;
    await settled();
    return known;
  };
  expect(await isKnown('l')).toBe(false);
  await stories.search('');
  box.focus();
  await settled();
  expect(await isKnown('L')).toBe(true);
  expect(rows()).toContainEqual(expect.stringContaining('Library reopens'));
  expect(await isKnown('li')).toBe(false);

  // Known again once the box is empty, and again once a story was saved.
  await stories.search('');
  await settled();
  await stories.refreshOne(one.desk.stories[0]!.id);
  await settled();
  expect(await isKnown('l')).toBe(true);

  await stories.search('');
  await settled();
  box.blur();
  expect(await isKnown('l')).toBe(false);
});

test('a list that was folded away during a search is there again', async () => {
  const one = await list();
  await search('glaziers');
  clear();
  await one.show(Stories, () => ({}));
  expect(rows()).toHaveLength(1);
});

test('the list is there as it was once the search is cleared', async () => {
  await list();
  const before = [...document.querySelectorAll('[data-row]')];
  await search('glaziers');
  expect(before.every((row) => row.closest('[hidden]'))).toBe(true);
  await search('');
  const after = [...document.querySelectorAll('[data-row]')];
  expect(after.map((row) => before.indexOf(row))).toEqual([...before.keys()]);
  expect(rows()).toHaveLength(before.length);
});

test('what is found is read from its top, and the list stands then where it stood', async () => {
  await list();
  const scroller = document.querySelector('nav .list')!;
  scroller.scrollTop = 500;
  await search('library');
  expect(scroller.scrollTop).toBe(0);
  scroller.scrollTop = 200;
  await search('glaziers');
  expect(scroller.scrollTop).toBe(0);
  await search('');
  expect(scroller.scrollTop).toBe(500);
});

test('what fits on the screen is found first, the rest after it is seen, and then all at once', async () => {
  const one = new Stage();
  const [, other] = one.desk.stories;
  const copy = { ...other!.copy, headline: 'Lock gates open' };
  for (let n = 0; n < 40; n++) one.desk.stories.push({ ...other!, copy, id: `many-${n}` });
  await one.show(Stories, () => ({}));
  const { stories } = one.screen;
  const calls = () => one.calls.filter(({ name }) => name === 'search');
  const asked = () => calls().map(({ args }) => (args as Args<'search'>).at_most > 16);
  const searched = stories.search('lock gates');
  await settled();
  expect(stories.found?.hits).toHaveLength(16);
  expect(words(document.querySelector('.list h2'))).toBe('40 stories found');
  expect(asked()).toEqual([false]);
  await searched;
  expect(stories.found?.hits).toHaveLength(40);
  expect(asked()).toEqual([false, true]);
  await stories.narrow({ status: other!.status });
  expect(asked()).toEqual([false, true, true]);
  // Letters that came while something was looked for ask for the rest once.
  const before = asked().length;
  await Promise.all(['loc', 'lock ', 'lock g'].map((text) => stories.search(text)));
  expect(asked().slice(before).filter(Boolean)).toHaveLength(1);
  // Whoever types on is not told of the words before.
  const older = stories.search('lock');
  await new Promise((done) => setTimeout(done));
  expect(stories.found?.hits).toHaveLength(16);
  await stories.search('nowhere');
  await older;
  expect(asked().at(-1)).toBe(false);
  expect(stories.found?.hits).toHaveLength(0);
});

test('filters hold together, narrow what is found, and are there the next time', async () => {
  const first = await list();
  await press('Filter');
  await choose('Section', 'Local News');
  expect(rows().map((row) => row.split('Local')[0]!.trim())).toEqual([
    'Library reopens after two-year repair',
  ]);
  await search('marlbridge');
  expect(first.last('search')).toEqual({
    words: 'marlbridge',
    within: { status: null, section: 'Local News', site: null },
    at_most: 16,
  });
  await choose('Status', 'published');
  expect(rows()).toEqual([]);
  expect(words(document.querySelector('.empty'))).toContain('Nothing of that is among them.');
  const kept = localStorage.getItem('copydesk.filter')!;
  clear();
  const next = new Stage();
  localStorage.setItem('copydesk.filter', kept);
  const { Stories: Again } = await import('../state/stories.svelte');
  expect(new Again(next.screen.transport).filter).toEqual({
    ...{ status: 'published', section: 'Local News', site: '' },
  });
});

test('a story is listed under each site it went to', async () => {
  const one = await list();
  one.desk.outbox.place(one.desk.stories[2]!.id, 'Town Crier', 'public');
  await one.screen.list();
  await press('Filter');
  await choose('Site', 'Town Crier');
  expect(rows()).toHaveLength(1);
  expect(rows()[0]).toContain('Late header');
  await press('Filter');
  expect(rows()).toHaveLength(4);
});

test('the list of ten thousand stories holds the rows near its top only', async () => {
  const tells: (() => void)[] = [];
  type Entry = { target: Element; isIntersecting: boolean };
  class Far {
    constructor(readonly heard: (entries: Entry[]) => void) {}
    observe(target: Element): void {
      const isIntersecting = target.contains(document.querySelector('[data-row]'));
      tells.push(() => this.heard([{ target, isIntersecting }]));
    }
    unobserve(): void {}
  }
  Object.assign(globalThis, { IntersectionObserver: Far });
  try {
    const one = new Stage();
    const [, bus] = one.desk.stories;
    for (let n = 0; n < 10_000; n++)
      one.desk.stories.push({ ...bus!, id: `many-${n}`, status: 'withdrawn' });
    await one.show(Stories, () => ({}));
    for (const tell of tells) tell();
    await settled();
    expect(rows().length).toBeLessThan(100);
    const headings = [...document.querySelectorAll('h2')].map(words);
    expect(headings.at(-1)).toBe('Withdrawn 10000');
  } finally {
    Reflect.deleteProperty(globalThis, 'IntersectionObserver');
  }
});

test('the palette begins with what was worked on last, and finds any story by its headline', async () => {
  const one = new Stage();
  await one.show(Palette, () => ({}));
  await one.screen.openStory(one.desk.stories[1]!.id);
  await settled();
  expect(choices().slice(0, 2)).toEqual(['Recent', 'Library reopens after two-year repair Draft']);
  expect(choices()).toContain('New story Ctrl+N');
  await type('dialog input', 'late header');
  expect(choices()).toEqual(['Stories', 'Late header sends Marlbridge Town top Published']);
});

test('axe finds nothing against the filters and the palette', async () => {
  const one = await list();
  await press('Filter');
  expect((await axe.run(document.body)).violations.map(({ id }) => id)).toEqual([]);
  clear();
  await one.show(Palette, () => ({}));
  expect((await axe.run(document.body)).violations.map(({ id }) => id)).toEqual([]);
});
