import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Utf16Range } from '../api/bindings';
import type { UnknownWord } from '../state/spelling.svelte';
import { unknownWord } from './findings';

/** Hears of a word in no dictionary that something is to be done about. */
export type AskAbout = (unknown: UnknownWord) => void;

function ask(view: EditorView, { start, end }: Utf16Range, about: AskAbout): void {
  view.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
  const corner = view.coordsAtPos(start);
  about({
    word: view.state.sliceDoc(start, end),
    at: { x: corner?.left ?? 0, y: corner?.bottom ?? 0 },
    replace(by) {
      const changes = { from: start, to: end, insert: by };
      view.dispatch({ changes, selection: { anchor: start + by.length }, userEvent: 'input' });
      view.focus();
    },
    back: () => view.focus(),
  });
}

/** Goes to the word in no dictionary at the caret, or to the next one; whether there is any. */
export function askNext(view: EditorView, about: AskAbout): boolean {
  const word = unknownWord(view.state, view.state.selection.main.head, true);
  if (word) ask(view, word, about);
  return word !== null;
}

/** The other button of the mouse, or the menu key, asks about the word beneath it. */
export const unknownWords = (about: AskAbout): Extension =>
  EditorView.domEventHandlers({
    contextmenu(event, view) {
      const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
      const word = place === null ? null : unknownWord(view.state, place);
      if (!word) return false;
      event.preventDefault();
      ask(view, word, about);
      return true;
    },
  });
