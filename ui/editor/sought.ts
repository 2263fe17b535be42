import {
  RangeSetBuilder,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { Utf16Range } from '../api/bindings';
import { hitsIn, type Wanted } from '../state/hits';

/** What is looked for, and which place of the text the person is at; nothing while nobody looks. */
type Sought = { wanted: Wanted | null; here: Utf16Range | null };
export const showSought = StateEffect.define<Sought>();

const field = StateField.define<Sought>({
  create: () => ({ wanted: null, here: null }),
  update(old, tr) {
    const told = tr.effects.findLast((effect) => effect.is(showSought));
    if (told) return told.value as Sought;
    if (!old.here || !tr.docChanged) return old;
    const start = tr.changes.mapPos(old.here.start, 1);
    const end = tr.changes.mapPos(old.here.end, -1);
    return { ...old, here: start < end ? { start, end } : null };
  },
});

/** The place of the text the person is at while they look for something. */
export const soughtAt = (state: EditorState): Utf16Range | null => state.field(field).here;

/** What the field of a hit is drawn as. */
export const kindOf = (hit: Utf16Range, here: Utf16Range | null): string =>
  hit.start === here?.start && hit.end === here.end ? 'sought sought-here' : 'sought';

function decorate({ state, visibleRanges }: EditorView): DecorationSet {
  const { wanted, here } = state.field(field);
  const builder = new RangeSetBuilder<Decoration>();
  // Only what is on the screen is looked through: a key pressed in a long text costs no more.
  for (const { from, to } of wanted ? visibleRanges : []) {
    for (const { start, end } of hitsIn(state.sliceDoc(from, to), wanted!)) {
      const hit = { start: from + start, end: from + end };
      builder.add(hit.start, hit.end, Decoration.mark({ class: kindOf(hit, here) }));
    }
  }
  return builder.finish();
}

const told = (one: EditorState, other: EditorState) => one.field(field) !== other.field(field);

/** Marks what is looked for where it stands in the text. */
export const sought: Extension = [
  field,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }
      update({ docChanged, viewportChanged, startState, state, view }: ViewUpdate): void {
        if (docChanged || viewportChanged || told(startState, state)) {
          this.decorations = decorate(view);
        }
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];
