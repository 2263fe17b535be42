import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import SpellingMenu from './SpellingMenu.svelte';
import UnknownWords from './UnknownWords.svelte';

afterEach(clear);

async function stage() {
  const one = new Stage();
  const story = one.desk.stories[0]!;
  story.copy.headline = 'The libary reopens';
  await one.show(UnknownWords, ({ open, screen }) => ({
    open,
    screen,
    part: { kind: 'headline' } as const,
  }));
  await one.show(SpellingMenu, ({ screen }) => ({ screen }));
  await one.screen.check();
  await settled();
  return one;
}

test('a word in no dictionary stands beneath its field, and what was meant is one choice away', async () => {
  const one = await stage();
  await press('libary');
  const menu = document.querySelector<HTMLElement>('[role="menu"]')!;
  expect(menu.getAttribute('aria-label')).toBe('“libary” is in no dictionary');
  expect(
    [...menu.querySelectorAll('[role="menuitem"]')].map((item) => words(item as HTMLElement)),
  ).toEqual(['library', 'literary', 'Add to my dictionary', 'Add to the house’s dictionary']);
  expect((await axe.run(menu)).violations.map(({ id }) => id)).toEqual([]);
  await press('library');
  expect(one.open.story.copy.headline).toBe('The library reopens');
  expect(document.querySelector('[role="menu"]')).toBeNull();
});

test('a word added is right from then on, until Undo', async () => {
  const one = await stage();
  await press('libary');
  await press('Add to my dictionary');
  expect(one.last('dictionary_set')).toEqual({ whose: 'mine', word: 'libary', known: true });
  expect(button('libary')).toBeUndefined();
  one.screen.toasts.shown.at(-1)!.action!.run();
  await settled();
  expect(button('libary')).toBeDefined();
});
