import {
  type ChangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Finding, Utf16Range } from '../api/bindings';
import { SPELLING, UNFINISHED } from '../state/checked';

/** Shows these findings in the text; those without a range stand in the panel only. */
export const showFindings = StateEffect.define<Finding[]>();

/** What is found, and where the word stands that is being typed: nothing is said about that yet. */
type Found = { all: DecorationSet; typed: number | null; shown: DecorationSet };

/** What a finding is drawn as. */
export const lookOf = ({ rule, severity }: Finding): string =>
  `finding finding-${rule === SPELLING || rule === UNFINISHED ? rule : severity}`;

function marks(told: Finding[], end: number): DecorationSet {
  const ranges = told.flatMap((finding) => {
    const { range, message, rule } = finding;
    // Checked text may be older than the text on the page.
    if (!range || range.start >= range.end || range.end > end) return [];
    const attributes = { title: message, 'data-rule': rule };
    const mark = Decoration.mark({ class: lookOf(finding), attributes, rule });
    return mark.range(range.start, range.end);
  });
  return Decoration.set(ranges, true);
}

/** Marks after a change; a word that was changed is another word. */
function kept(marked: DecorationSet, changes: ChangeSet): DecorationSet {
  let all = marked;
  changes.iterChanges((start, end, _, __, inserted) => {
    const [grows, leads] = [/^\p{L}/u, /\p{L}$/u].map((letter) => letter.test(inserted.toString()));
    const elsewhere = (from: number, to: number) =>
      to < start || from > end || (to === start && !grows) || (from === end && !leads);
    all = all.update({
      filterFrom: start,
      filterTo: end,
      filter: (from, to, { spec }) => spec.rule !== SPELLING || elsewhere(from, to),
    });
  });
  return all.map(changes);
}

const without = (all: DecorationSet, typed: number | null): DecorationSet =>
  typed === null
    ? all
    : all.update({
        filterFrom: typed,
        filterTo: typed,
        filter: (from, to, { spec }) => spec.rule !== SPELLING || typed < from || typed > to,
      });

const field = StateField.define<Found>({
  create: () => ({ all: Decoration.none, typed: null, shown: Decoration.none }),
  update(old, tr) {
    const { head } = tr.state.selection.main;
    const typed = tr.docChanged && tr.isUserEvent('input') ? head : old.typed;
    // A word is done once the caret is elsewhere.
    const still = typed === head ? typed : null;
    const told = tr.effects.find((effect) => effect.is(showFindings));
    if (!told && !tr.docChanged && still === old.typed) return old;
    const all = told
      ? marks(told.value as Finding[], tr.state.doc.length)
      : kept(old.all, tr.changes);
    return { all, typed: still, shown: without(all, still) };
  },
  provide: (self) => EditorView.decorations.from(self, ({ shown }) => shown),
});

/** Quiet underlines beneath what the checks ask about. */
export const findings: Extension = field;

/** The word in no dictionary at `place`, or the first one after it, from the beginning again. */
export function unknownWord(state: EditorState, place: number, on = false): Utf16Range | null {
  const words: Utf16Range[] = [];
  state.field(field).all.between(0, state.doc.length, (start, end, { spec }) => {
    if (spec.rule === SPELLING) words.push({ start, end });
  });
  const here = words.find(({ start, end }) => start <= place && place <= end);
  return here ?? (on ? (words.find(({ start }) => start > place) ?? words[0] ?? null) : null);
}
