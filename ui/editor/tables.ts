import { StateField, type EditorState, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, keymap, type DecorationSet } from '@codemirror/view';
import { blockAt, followed, type Scan } from './blocks';
import { saidAbout } from './said';
import { soughtAt } from './sought';
import { spansIn } from './suggested';
import { beginsTable, rowsOf } from './table-rows';

class TableWidget extends WidgetType {
  constructor(readonly lines: string[]) {
    super();
  }

  override eq(other: TableWidget): boolean {
    return other.lines.join('\n') === this.lines.join('\n');
  }

  override get estimatedHeight(): number {
    return this.lines.length * 32;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement('div');
    place.className = 'table-place';
    const table = place.appendChild(document.createElement('table'));
    const { sides, rows } = rowsOf(this.lines);
    rows.forEach((cells, n) => {
      const row = table.insertRow();
      cells.forEach((text, at) => {
        const cell = row.appendChild(document.createElement(n ? 'td' : 'th'));
        if (!n) cell.scope = 'col';
        cell.textContent = text;
        cell.style.textAlign = sides[at] ?? '';
      });
    });
    return place;
  }

  /** Whoever points at it gets its Markdown. */
  override ignoreEvent(): boolean {
    return false;
  }
}

/** The tables among the lines from one place to another; each ends with its block. */
const scan: Scan = ({ doc }, from, to) => {
  const found: Range<Decoration>[] = [];
  for (let pos = from; pos <= to;) {
    const head = doc.lineAt(pos);
    pos = head.to + 1;
    if (head.number === doc.lines || !beginsTable(head.text, doc.line(head.number + 1).text))
      continue;
    const { last } = blockAt(doc, head.from)!;
    const lines = doc.sliceString(head.from, last.to).split('\n');
    const widget = new TableWidget(lines);
    found.push(Decoration.replace({ widget, block: true }).range(head.from, last.to));
    pos = last.to + 1;
  }
  return found;
};

/** All tables, the one somebody writes in, and those that are drawn. */
type Tables = { all: DecorationSet; open: string; shown: DecorationSet };

function shownIn(state: EditorState, all: DecorationSet, old?: Tables): Tables {
  const open: number[] = [];
  const opened = (from: number, to: number) =>
    all.between(from, to, (start) => void open.push(start));
  for (const { from, to } of state.selection.ranges) opened(from, to);
  // Nor is one drawn in which something is to be seen: what others say, what I suggest, what is found.
  const found = soughtAt(state);
  if (found) opened(found.start, found.end);
  for (const { from, to } of spansIn(state) ?? []) opened(from, to);
  all.between(0, state.doc.length, (from, to) => {
    saidAbout(state).between(from, to, () => void open.push(from));
  });
  const key = open.join();
  if (old && old.all === all && old.open === key) return old;
  const shown = key ? all.update({ filter: (start) => !open.includes(start) }) : all;
  return { all, open: key, shown };
}

const field = StateField.define<Tables>({
  create: (state) => shownIn(state, Decoration.set(scan(state, 0, state.doc.length))),
  update: (old, tr) =>
    tr.docChanged
      ? shownIn(tr.state, followed(old.all, tr, scan))
      : tr.selection || tr.effects.length
        ? shownIn(tr.state, old.all, old)
        : old,
  provide: (self) => EditorView.decorations.from(self, ({ shown }) => shown),
});

/** An arrow that would pass a table leads into it. */
function enter(view: EditorView, down: boolean): boolean {
  const { main } = view.state.selection;
  const { shown } = view.state.field(field);
  if (!main.empty || shown.size === 0) return false;
  const next = view.moveVertically(main, down);
  let into: number | null = null;
  shown.between(Math.min(main.head, next.head), Math.max(main.head, next.head), (from, to) => {
    if (down) into ??= from;
    else into = view.state.doc.lineAt(to).from;
  });
  if (into === null) return false;
  view.dispatch({ selection: { anchor: into }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

/** Tables as readers get them; the Markdown of one comes back with the caret. */
export const tables: Extension = [
  field,
  keymap.of([
    { key: 'ArrowDown', run: (view) => enter(view, true) },
    { key: 'ArrowUp', run: (view) => enter(view, false) },
  ]),
];
