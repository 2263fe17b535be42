import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from 'vitest';
import { openEditor, type EditorHost } from './editor';
import { showSought } from './sought';
import { showSpans } from './suggested';
import { beginsTable, rowsOf } from './table-rows';

afterEach(() => document.body.replaceChildren());

const BODY = `Said so.[^1]

> Quite *so*.
> And more.

| Day | Hours |
|:--|--:|
| **Sunday** | 11 \\| 4 |
| Monday |

[^1]: To the *Courier*.`;

function editor(body = BODY): EditorView {
  const host: EditorHost = {
    ...{ has: () => true, told: () => {}, changed: () => {}, typing: () => {}, left: () => {} },
    ...{ pastePicture: () => {}, pasteFormatted: () => {}, askAbout: () => {}, met: () => {} },
    mount: () => () => {},
  };
  return openEditor(document.body, body, host);
}
const caret = (view: EditorView, words: string) =>
  view.dispatch({ selection: { anchor: view.state.doc.toString().indexOf(words) } });
const line = (view: EditorView, words: string) =>
  [...view.dom.querySelectorAll('.cm-line')].find(({ textContent }) => textContent!.includes(words))
    ?.textContent;

test('a table is drawn until the caret comes into it', () => {
  const view = editor();
  caret(view, 'Said');
  const cells = () =>
    [...view.dom.querySelectorAll('th, td')].map(({ textContent }) => textContent);
  expect(cells()).toEqual(['Day', 'Hours', 'Sunday', '11 | 4', 'Monday', '']);
  expect(view.dom.querySelector<HTMLElement>('td + td')!.style.textAlign).toBe('end');
  caret(view, 'Monday');
  expect(cells()).toEqual([]);
  expect(line(view, 'Monday')).toBe('| Monday |');
  caret(view, 'Said');
  expect(cells()).toHaveLength(6);
});

test('an address by itself is drawn as the link it becomes', () => {
  const film = 'https://www.youtube.com/watch?v=abc';
  const view = editor(`Said so.\n\n${film}\n\nSee\n${film}\nthere.`);
  caret(view, 'Said');
  const cards = () => [...view.dom.querySelectorAll('.link-card')].map((one) => one.textContent);
  expect(cards(), 'one within a paragraph is part of it').toEqual(['youtube.com/watch?v=abc']);
  caret(view, film);
  expect(cards()).toEqual([]);
  expect(line(view, film)).toBe(film);
  caret(view, 'Said');
  const wanted = { text: 'youtube', matchCase: false, wholeWords: false };
  const start = view.state.doc.toString().indexOf('youtube');
  view.dispatch({ effects: showSought.of({ wanted, here: { start, end: start + 7 } }) });
  expect(cards(), 'what is found in it can be seen').toEqual([]);
});

test('a table in which something is found or said is there as it is written', () => {
  const view = editor();
  caret(view, 'Said');
  const table = () => view.dom.querySelector('table');
  expect(table()).not.toBeNull();
  const start = BODY.indexOf('Monday');
  const wanted = { text: 'Monday', matchCase: false, wholeWords: false };
  const here = { start, end: start + 6 };
  view.dispatch({ effects: showSought.of({ wanted, here }) });
  expect(table()).toBeNull();
  view.dispatch({ effects: showSought.of({ wanted: null, here: null }) });
  expect(table()).not.toBeNull();
  view.dispatch({ effects: showSpans.of([{ from: start, to: start + 6, was: 'Friday' }]) });
  expect(table()).toBeNull();
});

test('a table goes and comes as its lines become one', () => {
  const view = editor('Words.\n\n| a | b |\n|--|\n| 1 | 2 |');
  const table = () => view.dom.querySelector('table');
  expect(table()).toBeNull();
  const dashes = view.state.doc.toString().indexOf('|--|');
  view.dispatch({ changes: { from: dashes + 3, insert: '|--' } });
  expect(table()).not.toBeNull();
  view.dispatch({ changes: { from: dashes, to: dashes + 1 } });
  expect(table()).not.toBeNull();
  view.dispatch({ changes: { from: dashes - 1, insert: '\n' } });
  expect(table()).toBeNull();
});

test('notes and quotations lose their marks while nobody writes in them', () => {
  const view = editor();
  caret(view, 'Day');
  expect(line(view, 'Said')).toBe('Said so.1');
  expect(line(view, 'Courier')).toBe('1To the *Courier*.');
  expect(line(view, 'Quite')).toBe('Quite *so*.');
  expect(view.dom.querySelector('sup')!.getAttribute('aria-label')).toBe('See note 1');
  caret(view, 'And more');
  expect(line(view, 'Quite')).toBe('> Quite *so*.');
  caret(view, '[^1]\n');
  expect(line(view, 'Said')).toBe('Said so.[^1]');
  caret(view, 'Courier');
  expect(line(view, 'Courier')).toBe('[^1]: To the *Courier*.');
});

test('dashes beneath a bar are a table only with a cell for each of its head', () => {
  expect(beginsTable('| a | b |', '|---|:-:|')).toBe(true);
  expect(beginsTable('a | b', '--|--')).toBe(true);
  expect(beginsTable('a | b', '---')).toBe(false);
  expect(beginsTable('a', '---')).toBe(false);
  expect(beginsTable('a | b', 'c | d')).toBe(false);
  expect(rowsOf(['a|b', '-|-', '[x](https://y)|`z`|w']).rows[1]).toEqual(['x', 'z']);
});
