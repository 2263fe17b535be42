import { afterEach, expect, test } from 'vitest';
import { Stage, button, clear, press, settled, type, words } from '../tests/stage';
import Page from '../panes/Page.svelte';
import { command, run } from '../commands';
import { since } from '../state/checked';

afterEach(clear);

async function written(change: (stage: Stage) => void): Promise<Stage> {
  const stage = new Stage();
  change(stage);
  await stage.show(Page, () => ({}));
  return stage;
}
const copyOf = (stage: Stage) => stage.desk.stories[0]!.copy;
const marked = (field: string, kind: string) =>
  [...document.querySelectorAll(`${field} .underlay .${kind}`)].map((one) => one.textContent);
const said = (stage: Stage) => stage.screen.toasts.shown.at(-1)?.text;

test('words in no dictionary are underlined in the fields, but not while they are typed', async () => {
  const stage = await written((s) => (copyOf(s).headline = 'The libary is a libary'));
  expect(marked('.headline', 'finding-spelling')).toEqual(['libary', 'libary']);
  const headline = document.querySelector<HTMLElement>('[data-field=headline]')!;
  headline.focus();
  await settled();
  expect(marked('.headline', 'finding-spelling')).toEqual(['libary']);
  headline.blur();
  await settled();
  expect(marked('.headline', 'finding-spelling')).toEqual(['libary', 'libary']);
  await stage.open.suggesting.begin();
  await settled();
  expect(marked('.headline', 'finding-spelling')).toEqual([]);
});

test('marks keep to their words while others are written, and go with them', () => {
  const range = { start: 4, end: 10 };
  expect(since('The libary', 'The libary', range)).toEqual(range);
  expect(since('The libary', 'Now the libary', range)).toEqual({ start: 8, end: 14 });
  expect(since('The libary is', 'The libary was', range)).toEqual(range);
  expect(since('The libary', 'The library', range)).toBeNull();
});

test('what is still to come is counted, shown and gone through', async () => {
  const stage = await written((s) => {
    copyOf(s).headline = 'TK weeks';
    copyOf(s).body = 'It cost TK.\n\n![](roof-repairs.jpg)';
    s.desk.stories[0]!.pictures[1]!.caption = 'Glaziers, TK';
  });
  expect(marked('.headline', 'finding-unfinished')).toEqual(['TK']);
  expect(document.querySelector('.cm-content .finding-unfinished')?.textContent).toBe('TK');
  const left = [...document.querySelectorAll('button')].find((one) => words(one) === '3 TK')!;
  left.click();
  await settled();
  expect(document.activeElement).toBe(document.querySelector('[data-field=headline]'));
  run(command('next-tk'), stage.screen);
  await settled();
  expect(stage.open.editor!.selected()).toEqual({ start: 8, end: 10 });
  run(command('next-tk'), stage.screen);
  await settled();
  expect(document.activeElement).toBe(
    document.querySelector('[data-field="picture:roof-repairs.jpg:caption"]'),
  );
});

test('after what was filled in the next mark is gone to', async () => {
  const stage = await written((s) => (copyOf(s).body = 'TK, TK, TK.'));
  const { unfinished } = stage.screen;
  expect(unfinished.next()?.range?.start).toBe(0);
  expect(unfinished.next()?.range?.start).toBe(4);
  stage.open.editCopy({ body: 'TK, ten, TK.' });
  await stage.open.saves.flush();
  await stage.screen.check();
  expect(unfinished.next()?.range?.start).toBe(9);
  expect(unfinished.next()?.range?.start).toBe(0);
});

test('the room for a headline is told while it is written, and beyond it for as long as it is', async () => {
  await written((s) => (s.desk.state.house.longest_headline = 12));
  const told = () => document.querySelector<HTMLElement>('.headline p')!;
  expect(words(told())).toBe('25 characters too long for the paper’s pages');
  expect(told().hidden).toBe(false);
  await type('[data-field=headline]', 'Ten 😀 signs ');
  expect(told().hidden).toBe(true);
  document.querySelector<HTMLElement>('[data-field=headline]')!.focus();
  await settled();
  expect(told().hidden).toBe(false);
  expect(words(told())).toBe('Headline: 11 of 12 characters');
  const { id } = told();
  expect(document.querySelector('[data-field=headline]')!.getAttribute('aria-describedby')).toBe(
    id,
  );
});

test('how long the text is, is told where somebody asks', async () => {
  const stage = await written((s) => (copyOf(s).body = 'word '.repeat(700)));
  await press('700 words');
  expect(said(stage)).toBe('700 words in the text, about 3 minutes to read.');
  expect(button('0 TK')).toBeUndefined();
});
