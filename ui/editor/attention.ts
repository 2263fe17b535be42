import {
  EditorState,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Extension,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { FocusOn } from '../state/layout.svelte';

/** What stays in full ink while the rest is pale, and whether the line being written stays at the middle. */
type Attention = { focus: FocusOn; typewriter: boolean };
export const showAttention = StateEffect.define<Attention>();

const field = StateField.define<Attention>({
  create: () => ({ focus: 'all', typewriter: false }),
  update: (old, tr) =>
    (tr.effects.findLast((effect) => effect.is(showAttention))?.value as Attention) ?? old,
});

/** From the first to the last line of the paragraph at a place. */
function paragraphAt(doc: Text, pos: number): { from: number; to: number } {
  let first = doc.lineAt(pos);
  let last = first;
  const written = (n: number) => n >= 1 && n <= doc.lines && doc.line(n).text.trim() !== '';
  if (!written(first.number)) return first;
  while (written(first.number - 1)) first = doc.line(first.number - 1);
  while (written(last.number + 1)) last = doc.line(last.number + 1);
  return { from: first.from, to: last.to };
}

const sentences = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** The sentence at a place; at the end of one, that one. */
export function sentenceAt(doc: Text, pos: number): { from: number; to: number } {
  const { from, to } = paragraphAt(doc, pos);
  for (const { index, segment } of sentences.segment(doc.sliceString(from, to))) {
    const [start, end] = [from + index, from + index + segment.trimEnd().length];
    if (pos <= end || from + index + segment.length > pos) return { from: start, to: end };
  }
  return { from, to };
}

function decorate({ state }: EditorView): DecorationSet {
  const { focus } = state.field(field);
  const builder = new RangeSetBuilder<Decoration>();
  const { head } = state.selection.main;
  const at = focus === 'sentence' ? sentenceAt : paragraphAt;
  const { from, to } = focus === 'all' ? { from: 0, to: 0 } : at(state.doc, head);
  if (from < to) builder.add(from, to, Decoration.mark({ class: 'in-focus' }));
  return builder.finish();
}

const dimmed = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update({ docChanged, selectionSet, startState, state, view }: ViewUpdate): void {
      const other = startState.field(field) !== state.field(field);
      if (docChanged || selectionSet || other) this.decorations = decorate(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Keeps the line at the middle as it is written; whoever points somewhere stays where they point. */
const typewriter = EditorState.transactionExtender.of((tr) => {
  if (!tr.startState.field(field).typewriter) return null;
  const written = ['input', 'delete', 'undo', 'redo', 'move'].some((how) => tr.isUserEvent(how));
  const walked = tr.isUserEvent('select') && !tr.isUserEvent('select.pointer');
  if (!written && !walked) return null;
  return { effects: EditorView.scrollIntoView(tr.newSelection.main.head, { y: 'center' }) };
});

/** Attention to what is being written: the rest pale, the line at the middle. */
export const attention: Extension = [
  field,
  dimmed,
  typewriter,
  EditorView.editorAttributes.compute([field], (state) => {
    const { focus, typewriter } = state.field(field);
    return { class: `${focus === 'all' ? '' : 'dimming'} ${typewriter ? 'typewriter' : ''}` };
  }),
];
