import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Person, ReviewThread } from '../api/bindings';
import { called, does, named, isSuggestion, spoken } from '../state/review-words';
import { Words, changeAt } from './suggested';

/** What is open about the text, as far as it has a place in it. */
export const showSaid = StateEffect.define<{ threads: ReviewThread[]; me: Person | null }>();

function decorate(threads: ReviewThread[], me: Person | null, end: number): DecorationSet {
  const all = threads.flatMap((thread) => {
    const { head, place } = thread;
    if (!place || place.range.end > end) return [];
    const { start, end: stop } = place.range;
    const by = called(head.by, me);
    const about = { thread: head.id, words: spoken(thread, me) };
    const attributes = { 'data-thread': head.id, title: about.words };
    if (!isSuggestion(thread)) {
      const mark = { tagName: 'mark', class: 'noted', attributes, ...about };
      return start < stop ? [Decoration.mark(mark).range(start, stop)] : [];
    }
    const { instead } = thread.head;
    const out = { tagName: 'del', class: 'change-out', attributes, ...about };
    const label = `Suggested by ${by}: ${does('', instead)}`;
    const widget = new Words('ins', instead, named(head.by, me), label, head.id);
    return [
      ...(start < stop ? [Decoration.mark(out).range(start, stop)] : []),
      ...(instead ? [Decoration.widget({ widget, side: 1, ...about }).range(stop)] : []),
    ];
  });
  return Decoration.set(all, true);
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, tr) {
    const told = tr.effects.findLast((effect) => effect.is(showSaid));
    if (!told) return old.map(tr.changes);
    const { threads, me } = told.value as { threads: ReviewThread[]; me: Person | null };
    return decorate(threads, me, tr.state.doc.length);
  },
  provide: (self) => EditorView.decorations.from(self),
});

/** The innermost thread about the words at a place. */
function threadAt(state: EditorState, pos: number): { thread: string; words: string } | null {
  let found: { thread: string; words: string; length: number } | null = null;
  state.field(field).between(pos, pos, (from, to, { spec }) => {
    const { thread, words } = spec as { thread: string; words: string };
    if (!found || to - from < found.length) found = { thread, words, length: to - from };
  });
  return found;
}

/** What hears which thread the caret is in; `clicked` if somebody pointed at its words. */
export type Met = (thread: string | null, words: string, clicked: boolean) => void;

/** Marks what others said and suggest, and tells which of it the caret comes into. */
export function said(met: Met): Extension {
  let last = '';
  return [
    field,
    EditorView.updateListener.of(({ state, selectionSet, docChanged, view }) => {
      if (!selectionSet && !docChanged) return;
      const pos = state.selection.main.head;
      const at = threadAt(state, pos);
      const words = at?.words ?? changeAt(state, pos);
      const key = at?.thread ?? words;
      if (key === last) return;
      last = key;
      // Somebody who is elsewhere on the page chose the words there.
      if (view.hasFocus) met(at?.thread ?? null, words, false);
    }),
    EditorView.domEventHandlers({
      click(event) {
        const marked = event.target instanceof Element && event.target.closest('[data-thread]');
        if (!(marked instanceof HTMLElement)) return;
        met(marked.dataset.thread!, marked.title, true);
      },
    }),
  ];
}
