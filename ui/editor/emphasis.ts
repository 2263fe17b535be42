import { EditorSelection, type Extension } from '@codemirror/state';
import { keymap, type Command } from '@codemirror/view';

/** Puts `mark` around the selection, or takes it away again. */
const wrap =
  (mark: string): Command =>
  (view) => {
    const change = view.state.changeByRange(({ from, to }) => {
      const { doc } = view.state;
      const outside = [
        doc.sliceString(from - mark.length, from),
        doc.sliceString(to, to + mark.length),
      ];
      if (from >= mark.length && outside.every((text) => text === mark)) {
        return {
          changes: [
            { from: from - mark.length, to: from },
            { from: to, to: to + mark.length },
          ],
          range: EditorSelection.range(from - mark.length, to - mark.length),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + mark.length, to + mark.length),
      };
    });
    view.dispatch(change, { userEvent: 'input', scrollIntoView: true });
    return true;
  };

/** Ctrl+B and Ctrl+I, as everywhere. */
export const emphasis: Extension = keymap.of([
  { key: 'Mod-b', run: wrap('**') },
  { key: 'Mod-i', run: wrap('*') },
]);
