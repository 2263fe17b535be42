import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { does, plain } from '../state/review-words';
import { follow, type Span } from '../state/tracked';
import { WORDS } from '../words/words';

/** What I changed of the story, as the desk parts it; null while I write the story itself. */
export const showSpans = StateEffect.define<Span[] | null>();

/** Words that are not in the text: those that were there, or that somebody would put there. */
export class Words extends WidgetType {
  constructor(
    readonly element: 'ins' | 'del',
    readonly text: string,
    /** Who it is that suggests it. */
    readonly by: string,
    readonly label: string,
    readonly thread = '',
    /** The name to be seen beside them: where it is not plain whose they are. */
    readonly tag = '',
  ) {
    super();
  }

  override eq(other: Words): boolean {
    const same = other.element === this.element && other.text === this.text;
    const tagged = other.thread === this.thread && other.tag === this.tag;
    return same && other.label === this.label && tagged;
  }

  override toDOM(): HTMLElement {
    const words = document.createElement(this.element);
    words.className = this.element === 'ins' ? 'change-in' : 'change-out';
    words.title = this.label;
    // Nothing else names words that are put in or taken out: the elements themselves may have no name.
    const act = document.createElement('span');
    act.className = 'unseen';
    const { wouldDelete, wouldInsert } = WORDS.parts;
    act.textContent = (this.element === 'ins' ? wouldInsert : wouldDelete)(this.by);
    words.append(act, plain(this.text));
    if (this.thread) words.dataset.thread = this.thread;
    if (this.tag) words.dataset.by = this.tag;
    return words;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const youSuggest = (was: string, now: string) => WORDS.spoken.youSuggest(does(was, now));

function decorate(spans: Span[] | null): DecorationSet {
  const all = (spans ?? []).flatMap(({ from, to, was }) => {
    const widget = new Words('del', was, WORDS.names.youFirst, youSuggest(was, ''));
    const gone = Decoration.widget({ widget, side: -1 }).range(from);
    const come = Decoration.mark({ tagName: 'ins', class: 'change-in' });
    return [...(was ? [gone] : []), ...(from < to ? [come.range(from, to)] : [])];
  });
  return Decoration.set(all, true);
}

type Suggested = { spans: Span[] | null; shown: DecorationSet };
const made = (spans: Span[] | null): Suggested => ({ spans, shown: decorate(spans) });

const field = StateField.define<Suggested>({
  create: () => made(null),
  update(old, tr) {
    const told = tr.effects.findLast((effect) => effect.is(showSpans));
    if (told) return made(told.value as Span[] | null);
    if (!tr.docChanged || !old.spans) return old;
    const edits: { from: number; to: number; insert: string }[] = [];
    tr.changes.iterChanges((from, to, _from, _to, text) => {
      edits.push({ from, to, insert: text.toString() });
    });
    const slice = (from: number, to: number) => tr.startState.doc.sliceString(from, to);
    // From the end on, so that the places before stay those of the text before.
    return made(edits.reverse().reduce((spans, edit) => follow(spans, edit, slice), old.spans));
  },
  provide: (self) => EditorView.decorations.from(self, ({ shown }) => shown),
});

/** What I changed of the story; null while I write the story itself. */
export const spansIn = (state: EditorState): Span[] | null => state.field(field).spans;

/** The change the caret is in, in words; empty if it is in none. */
export function changeAt(state: EditorState, pos: number): string {
  const span = spansIn(state)?.find(({ from, to }) => from <= pos && pos <= to);
  return span ? `${youSuggest(span.was, state.sliceDoc(span.from, span.to))}.` : '';
}

/** Shows what I changed as it is typed. */
export const suggested: Extension = field;
