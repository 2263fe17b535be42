import { undo } from '@codemirror/commands';
import type { EditorView } from '@codemirror/view';
import { expect, test, vi } from 'vitest';
import type { ReviewThread } from '../api/bindings';
import { spansBetween, without } from '../state/tracked';
import { asBodyEditor, openEditor } from './editor';
import { showSaid } from './said';
import { changeAt, spansIn } from './suggested';

const STORY = 'The old roof leaks in the rain.';
const ANN = { name: 'Ann', key: 'a' };

function editor() {
  const [changed, met] = [vi.fn(), vi.fn()];
  const host = { has: () => true, mount: () => () => {}, left: () => {}, pastePicture: () => {} };
  const parent = document.body.appendChild(document.createElement('div'));
  const view = openEditor(parent, STORY, { ...host, changed, met });
  return { view, body: asBodyEditor(view), changed, met };
}

const text = (view: EditorView) => view.state.doc.toString();
const all = (view: EditorView, css: string) =>
  [...view.dom.querySelectorAll(css)].map((one) => one.textContent);

/** Suggests “glass” for “old”. */
function suggesting() {
  const one = editor();
  const proposed = STORY.replace('old', 'glass');
  one.body.propose({ text: proposed, spans: spansBetween(STORY, proposed) }, STORY);
  return one;
}

test('what I would write is shown as put in, what I would not as taken out, in its place', () => {
  const { view, changed } = suggesting();
  expect(all(view, 'ins')).toEqual(['glass']);
  expect(all(view, 'del')).toEqual(['You would delete: old']);
  expect(view.contentDOM.textContent).toBe(
    'The You would delete: oldglass roof leaks in the rain.',
  );
  expect(changed).not.toHaveBeenCalled();
});

test('what is typed is a change at once, before the desk has answered', () => {
  const { view, changed } = suggesting();
  const at = text(view).indexOf('leaks');
  view.dispatch({ changes: { from: at, to: at + 5, insert: 'drips' } });
  expect(changed).toHaveBeenLastCalledWith('The glass roof drips in the rain.');
  expect(all(view, 'ins')).toEqual(['glass', 'drips']);
  expect(without(text(view), spansIn(view.state)!)).toBe(STORY);
  view.dispatch({
    changes: [
      { from: 0, insert: 'Now ' },
      { from: 4, to: 9 },
    ],
  });
  expect(without(text(view), spansIn(view.state)!)).toBe(STORY);
  expect(changeAt(view.state, 2)).toBe('You suggest: insert “Now ”.');
});

test('undo takes back what was suggested, and never what was written before', () => {
  const { view, body, changed } = editor();
  view.dispatch({ changes: { from: 0, to: 3, insert: 'An' }, userEvent: 'input' });
  const story = text(view);
  body.propose({ text: story, spans: [] }, story);
  expect(undo(view)).toBe(false);
  view.dispatch({ changes: { from: 3, to: 6, insert: 'slate' }, userEvent: 'input' });
  expect(all(view, 'ins')).toEqual(['slate']);
  expect(undo(view)).toBe(true);
  expect(text(view)).toBe(story);
  expect(spansIn(view.state)).toEqual([]);
  body.propose(null, story);
  expect(spansIn(view.state)).toBeNull();
  expect([undo(view), text(view)]).toEqual([false, story]);
  expect(changed).toHaveBeenLastCalledWith(story);
});

test('marked words are told by where they stand in the story', () => {
  const { view, body } = suggesting();
  const from = text(view).indexOf('roof');
  view.dispatch({ selection: { anchor: from, head: from + 4 } });
  expect(body.selected()).toEqual({ start: 8, end: 12 });
  body.focus(8, 12);
  expect(view.state.selection.main).toMatchObject({ from, to: from + 4 });
});

test('open suggestions and notes of others are marked, move along, and are met by the caret', () => {
  const { view, met } = editor();
  const mark = { by: ANN, at: '2026-11-25T10:00:00Z' };
  const place = (quote: string) => {
    const start = STORY.indexOf(quote);
    return { part: { kind: 'body' as const }, range: { start, end: start + quote.length } };
  };
  const anchor = (quote: string) => ({
    ...{ part: { kind: 'body' as const }, quote, before: '', after: '', at: 0 },
  });
  const rest = { replies: [], open: true, overlaps: [] };
  const threads: ReviewThread[] = [
    {
      head: { kind: 'suggestion', id: '1', ...mark, anchor: anchor('old'), instead: 'slate' },
      ...{ place: place('old'), ...rest },
    },
    {
      head: { kind: 'note', id: '2', ...mark, anchor: anchor('the rain'), text: 'Every rain?' },
      ...{ place: place('the rain'), ...rest },
    },
  ];
  view.dispatch({ effects: showSaid.of({ threads, me: null }) });
  expect(all(view, 'del')).toEqual(['old']);
  expect(all(view, 'ins')).toEqual(['Ann would insert: slate']);
  expect(all(view, 'mark')).toEqual(['the rain']);
  expect(text(view)).toBe(STORY);
  view.dispatch({ changes: { from: 0, insert: 'So: ' } });
  expect(all(view, 'mark')).toEqual(['the rain']);
  view.focus();
  view.dispatch({ selection: { anchor: text(view).indexOf('rain') } });
  expect(met).toHaveBeenLastCalledWith('2', 'Note by Ann: Every rain?', false);
  view.dispatch({ selection: { anchor: 1 } });
  expect(met).toHaveBeenLastCalledWith(null, '', false);
  view.dom.querySelector<HTMLElement>('ins')!.click();
  const said = 'Suggested by Ann: insert “slate”';
  expect(met).toHaveBeenLastCalledWith('1', said, true);
});
