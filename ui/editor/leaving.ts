import { Prec, type Extension, type StateCommand } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** An item or a quoted line that nothing was written in. */
const EMPTY_ITEM = /^(?:[-*+]|\d{1,9}[.)]|>)[ \t]*$/;

/**
 * Enter on an empty item ends the list. The empty line it leaves matters: without one Markdown takes
 * what is typed next for more of the last item.
 */
export const leaveList: StateCommand = ({ state, dispatch }) => {
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const before = line.number > 1 ? state.doc.line(line.number - 1).text : '';
  if (ranges.length > 1 || !main.empty || main.head < line.to) return false;
  if (!EMPTY_ITEM.test(line.text) || before.trim() === '') return false;
  const changes = { from: line.from, to: line.to, insert: '\n' };
  dispatch(
    state.update({
      changes,
      selection: { anchor: line.from + 1 },
      userEvent: 'input',
      scrollIntoView: true,
    }),
  );
  return true;
};

/** Comes before Markdown's own Enter. */
export const leaving: Extension = Prec.highest(keymap.of([{ key: 'Enter', run: leaveList }]));
