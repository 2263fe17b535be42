import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import LongList from './LongList.svelte';

type Entry = { target: Element; isIntersecting: boolean };
const ROW = 40;
const BLOCK = 4;
const CHAPTER = 128;
/** Where the list is looked at, in rows. */
let looked = 0;
let watched: { tell: () => void }[] = [];
let shown: ReturnType<typeof mount>;
let scroller: HTMLElement;

/** The row that a part of the list begins with, by the parts and rooms before it. */
function firstRow(part: Element): number {
  const place = [...part.parentElement!.children].indexOf(part);
  return part.parentElement === scroller
    ? place * CHAPTER
    : firstRow(part.parentElement!) + place * BLOCK;
}

/** Sees blocks ten rows around where the list is looked at, chapters fifty. */
class Observer {
  readonly #targets = new Set<Element>();
  readonly #reach: number;
  constructor(heard: (entries: Entry[]) => void, { rootMargin }: { rootMargin: string }) {
    this.#reach = parseFloat(rootMargin) / ROW;
    const near = (target: Element) => {
      const first = firstRow(target);
      const length = target.parentElement === scroller ? CHAPTER : BLOCK;
      return first + length > looked - this.#reach && first < looked + this.#reach;
    };
    const tell = () =>
      heard([...this.#targets].map((target) => ({ target, isIntersecting: near(target) })));
    watched.push({ tell });
  }
  observe(target: Element): void {
    this.#targets.add(target);
  }
  unobserve(target: Element): void {
    this.#targets.delete(target);
  }
}

const rows = () => [...scroller.querySelectorAll('p')].map((row) => Number(row.textContent));
const rooms = () => [...scroller.children].map((one) => (one as HTMLElement).style.minBlockSize);

/** Looks at another place of the list until nothing changes any more. */
async function look(row: number): Promise<void> {
  looked = row;
  for (let n = 0; n < 3; n++) {
    for (const { tell } of watched) tell();
    await new Promise((done) => setTimeout(done));
    flushSync();
  }
}

beforeEach(() => {
  [looked, watched] = [0, []];
  Object.assign(globalThis, { IntersectionObserver: Observer });
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
    configurable: true,
    get: () => BLOCK * ROW,
  });
  scroller = document.createElement('div');
  scroller.dataset.scroller = '';
  document.body.append(scroller);
  const row = createRawSnippet((item: () => number) => ({
    render: () => `<p tabindex="-1">${item()}</p>`,
  }));
  const items = [...Array(1000).keys()];
  shown = mount(LongList<number>, {
    target: scroller,
    props: { items, height: 3, atTop: true, row },
  });
  flushSync();
});

afterEach(async () => {
  await unmount(shown);
  scroller.remove();
  Reflect.deleteProperty(globalThis, 'IntersectionObserver');
  Reflect.deleteProperty(HTMLElement.prototype, 'offsetHeight');
});

test('what fills the screen is there at once, the rest is a few rooms', () => {
  // 768 pixels of three times sixteen: the block of the sixteenth row is the last that begins on it.
  expect(rows()).toEqual([...Array(16).keys()]);
  expect(scroller.children).toHaveLength(8);
  expect(rooms().slice(1, 3)).toEqual(['calc(0px + 384rem)', 'calc(0px + 384rem)']);
  expect(rooms().at(-1)).toBe(`calc(0px + ${(1000 - 7 * CHAPTER) * 3}rem)`);
});

test('rows come and go with where the list is looked at, and leave as much room as they took', async () => {
  await look(500);
  expect(rows()[0]).toBe(488);
  expect(rows().at(-1)).toBe(511);
  expect(rooms()[0]).toBe(`calc(${16 * ROW}px + ${(CHAPTER - 16) * 3}rem)`);
  await look(0);
  expect(rows()).toEqual([...Array(12).keys()]);
  // What was seen of a chapter is known while it is away, and when it was there once more.
  const away = rooms()[3];
  expect(away).toMatch(/^calc\([1-9]/);
  await look(500);
  await look(0);
  expect(rooms()[3]).toBe(away);
});

test('whoever is at a row does not lose it', async () => {
  scroller.querySelectorAll('p')[5]!.focus();
  await look(500);
  expect(rows().slice(0, BLOCK)).toEqual([4, 5, 6, 7]);
});

test('a list that is hidden as a whole is shown again as it was', async () => {
  await look(500);
  const before = rows();
  scroller.hidden = true;
  await look(0);
  expect(rows()).toEqual(before);
});
