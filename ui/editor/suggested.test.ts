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
  const host = {
    has: () => true,
    mount: () => () => {},
    told: () => {},
    typing: () => {},
    left: () => {},
    pastePicture: () => {},
    pasteFormatted: () => {},
    askAbout: () => {},
  };
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
  view.dispatch({ effects: showSaid.of({ threads, me: null, text: STORY }) });
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

/** What somebody would write instead of words of the story. */
function instead(id: string, quote: string, instead: string, by = ANN): ReviewThread {
  const start = STORY.indexOf(quote);
  const part = { kind: 'body' as const };
  const anchor = { part, quote, before: '', after: '', at: start };
  const head = { kind: 'suggestion' as const, id, by, at: '2026-11-25T10:00:00Z', anchor, instead };
  const place = { part, range: { start, end: start + quote.length } };
  return { head, place, replies: [], open: true, overlaps: [] };
}

const theirs = (view: EditorView) => all(view, '.change-theirs, ins[data-by]');

test('what others suggest stands in the text while I suggest, and what I type in it is mine', () => {
  const { view, body } = suggesting();
  const ME = { name: 'Jo', key: 'j' };
  const threads = [
    instead('1', 'roof leaks', 'ceiling drips'),
    instead('2', ' in the rain', ''),
    instead('3', 'old', 'glass', ME),
  ];
  view.dispatch({ effects: showSaid.of({ threads, me: ME, text: STORY }) });
  expect(theirs(view)).toEqual(['roof leaks', 'Ann would insert: ceiling drips', ' in the rain']);
  expect(view.dom.querySelector('del[data-by]')?.textContent, 'only goes').toBe(' in the rain');
  const at = text(view).indexOf(' leaks');
  view.dispatch({ changes: { from: at, insert: ' often' }, userEvent: 'input' });
  expect(theirs(view)).toEqual([
    ...['roof', ' leaks', 'Ann would insert: ceiling drips', ' in the rain'],
  ]);
  expect(all(view, 'ins:not([data-by])')).toEqual(['glass', ' often']);
  expect(without(text(view), spansIn(view.state)!)).toBe(STORY);
  // I take their words out too: what they would put in is still theirs, and stands once.
  const from = text(view).indexOf('roof');
  view.dispatch({ changes: { from, to: from + 'roof often leaks'.length, insert: 'slates' } });
  expect(theirs(view)).toEqual(['Ann would insert: ceiling drips', ' in the rain']);
  body.propose(null, STORY);
  expect(all(view, 'del')).toEqual(['old', 'roof leaks', ' in the rain']);
});

test('places of a story that is another one by now mark nothing', () => {
  const { view, body } = suggesting();
  const threads = [instead('1', 'leaks', 'drips')];
  view.dispatch({ effects: showSaid.of({ threads, me: null, text: STORY }) });
  const other = `So: ${STORY}`;
  body.propose({ text: other, spans: [] }, other);
  expect(theirs(view)).toEqual([]);
  const moved = threads.map((one) => ({
    ...one,
    place: { ...one.place!, range: { start: 17, end: 22 } },
  }));
  view.dispatch({ effects: showSaid.of({ threads: moved, me: null, text: other }) });
  expect(theirs(view)).toEqual(['leaks', 'Ann would insert: drips']);
});
