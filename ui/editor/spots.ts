import { isolateHistory } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import type { Marked, Place, Spot } from '../state/body-editor';
import { blockInsertion } from './insertion';
import { pasteInsertion } from './pasted-text';

type Held = { pos: number };
const held = new WeakMap<EditorView, Set<Held>>();

/** Lets places in the text move along with what is typed before them. */
export const spots = EditorView.updateListener.of(({ view, docChanged, changes }) => {
  if (!docChanged) return;
  for (const spot of held.get(view) ?? []) spot.pos = changes.mapPos(spot.pos, 1);
});

/** A place in the text that stays where it is while other things are written, until it is let go. */
export function spotAt(view: EditorView, place: Place): Spot {
  const pos = place === 'caret' ? view.state.selection.main.head : view.posAtCoords(place, false);
  const spot: Held = { pos };
  const all = held.get(view) ?? new Set();
  held.set(view, all.add(spot));
  return {
    insert(lines, follow) {
      const changes = blockInsertion(view.state.doc, spot.pos, lines);
      const end = changes.from + changes.insert.length;
      // Whoever writes elsewhere meanwhile is not torn away.
      view.dispatch(
        follow ? { changes, selection: { anchor: end }, scrollIntoView: true } : { changes },
      );
      spot.pos = end;
    },
    letGo: () => void all.delete(spot),
  };
}

/** The words that are marked, or the place of the caret, until something is put there: one step to undo. */
export function marked(view: EditorView): Marked {
  const { from, to } = view.state.selection.main;
  const [start, end]: [Held, Held] = [{ pos: from }, { pos: to }];
  const all = held.get(view) ?? new Set();
  held.set(view, all.add(start).add(end));
  const letGo = () => {
    all.delete(start);
    all.delete(end);
  };
  return {
    put(markdown, set = markdown) {
      const changes = pasteInsertion(view.state.doc, start.pos, end.pos, markdown);
      step(view, changes, 'input.paste');
      if (set !== markdown) {
        const from = changes.from + changes.insert.indexOf(markdown);
        const to = from + markdown.length;
        const { insert } = changes;
        const after = insert.length - insert.indexOf(markdown) - markdown.length;
        step(view, { from, to, insert: set }, 'input', from + set.length + after);
      }
      letGo();
    },
    letGo,
  };
}

/** One change that is undone by itself; the caret stands at its end, or at `caret`. */
function step(
  view: EditorView,
  changes: { from: number; to: number; insert: string },
  userEvent: string,
  caret = changes.from + changes.insert.length,
): void {
  view.dispatch({
    changes,
    selection: { anchor: caret },
    annotations: isolateHistory.of('full'),
    userEvent,
    scrollIntoView: true,
  });
}
