import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Person, ReviewThread } from '../api/bindings';
import { called, does, isSuggestion, named, samePerson, spoken } from '../state/review-words';
import { piecesIn, toText, without, type Span } from '../state/tracked';
import { WORDS } from '../words/words';
import { Words, changeAt, showSpans, spansIn } from './suggested';

/** What is open about a text of the story, and has a place in it. */
type Told = { threads: ReviewThread[]; me: Person | null; text: string };
export const showSaid = StateEffect.define<Told>();

/** A thread where its words stand; `spans` are what I changed of the story, while I suggest. */
function decorateOne(thread: ReviewThread, me: Person | null, spans: Span[] | null) {
  const { head, place } = thread;
  const { start, end } = place!.range;
  const about = { thread: head.id, words: spoken(thread, me) };
  const attributes = { 'data-thread': head.id, title: about.words };
  // What I put in between is mine, and no word of theirs.
  const pieces = piecesIn(spans ?? [], start, end);
  const marked = (mark: object) =>
    pieces.map(({ from, to }) =>
      Decoration.mark({ attributes, ...about, ...mark }).range(from, to),
    );
  if (!isSuggestion(thread)) return marked({ tagName: 'mark', class: 'noted' });
  const { instead } = thread.head;
  const [whose, tag] = [called(head.by, me), spans ? head.by.name : ''];
  const out = spans ? 'change-out change-theirs' : 'change-out';
  const gone = marked({ tagName: 'del', class: out });
  // Words that only go have their name after them: nothing that comes would say it.
  const last = pieces.at(-1);
  if (tag && last && !instead) {
    const named = { tagName: 'del', class: out, attributes: { ...attributes, 'data-by': tag } };
    gone.splice(-1, 1, Decoration.mark({ ...named, ...about }).range(last.from, last.to));
  }
  const label = WORDS.spoken.suggestedBy(whose, does('', instead));
  const widget = new Words('ins', instead, named(head.by, me), label, head.id, tag);
  const come = Decoration.widget({ widget, side: 1, ...about }).range(toText(spans ?? [], end));
  return instead ? [...gone, come] : gone;
}

function decorate({ threads, me, text }: Told, state: EditorState): DecorationSet {
  const spans = spansIn(state);
  // The story may be another one by now: then nothing is marked until it was looked at again.
  if (spans && without(state.doc.toString(), spans) !== text) return Decoration.none;
  const shown = threads.filter((thread) => {
    if (!thread.place || thread.place.range.end > (spans ? text : state.doc).length) return false;
    // What I suggest is in the text itself while I do.
    return !(spans && me && isSuggestion(thread) && samePerson(thread.head.by, me));
  });
  return Decoration.set(
    shown.flatMap((thread) => decorateOne(thread, me, spans)),
    true,
  );
}

type Said = { told: Told; shown: DecorationSet };

const field = StateField.define<Said>({
  create: () => ({ told: { threads: [], me: null, text: '' }, shown: Decoration.none }),
  update(old, tr) {
    const effect = tr.effects.findLast((one) => one.is(showSaid));
    const told = effect ? (effect.value as Told) : old.told;
    const parted = tr.effects.some((one) => one.is(showSpans));
    // While I suggest the story stays: each place is found from there, whatever I typed since.
    const moved = parted || (tr.docChanged && spansIn(tr.state) !== null);
    if (effect || moved) return { told, shown: decorate(told, tr.state) };
    return { told, shown: old.shown.map(tr.changes) };
  },
  provide: (self) => EditorView.decorations.from(self, ({ shown }) => shown),
});

/** Where something was said about the text, or somebody would change it. */
export const saidAbout = (state: EditorState): DecorationSet => state.field(field).shown;

/** The innermost thread about the words at a place. */
function threadAt(state: EditorState, pos: number): { thread: string; words: string } | null {
  let found: { thread: string; words: string; length: number } | null = null;
  state.field(field).shown.between(pos, pos, (from, to, { spec }) => {
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
      const mine = changeAt(state, pos);
      const words = [at?.words, mine].filter(Boolean).join(' ');
      // What I am typing is said where I come back to it, not at every letter.
      const key = at?.thread ?? mine;
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
