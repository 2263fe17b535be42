import type { EditorState, Line, Range, Text, Transaction } from '@codemirror/state';
import type { Decoration, DecorationSet } from '@codemirror/view';

const blank = (line: Line): boolean => line.text.trim() === '';

/** The lines between two empty ones, as the first and the last of them; null at an empty line. */
export function blockAt(doc: Text, pos: number): { first: Line; last: Line } | null {
  let first = doc.lineAt(pos);
  let last = first;
  if (blank(first)) return null;
  while (first.number > 1 && !blank(doc.line(first.number - 1))) first = doc.line(first.number - 1);
  while (last.number < doc.lines && !blank(doc.line(last.number + 1)))
    last = doc.line(last.number + 1);
  return { first, last };
}

/** The nearest line with words after a line, or before it; null if there is none. */
export function wordsBeside(doc: Text, line: Line, by: 1 | -1): Line | null {
  for (let n = line.number + by; n >= 1 && n <= doc.lines; n += by) {
    if (!blank(doc.line(n))) return doc.line(n);
  }
  return null;
}

/** What looks through whole lines from one place to another. */
export type Scan = (state: EditorState, from: number, to: number) => Range<Decoration>[];

/** What stands in place of lines, looked for anew only in the blocks that were changed. */
export function followed(old: DecorationSet, tr: Transaction, scan: Scan): DecorationSet {
  const { doc } = tr.state;
  let all = old.map(tr.changes);
  tr.changes.iterChangedRanges((_from, _to, from, to) => {
    const start = (blockAt(doc, from)?.first ?? doc.lineAt(from)).from;
    const end = (blockAt(doc, to)?.last ?? doc.lineAt(to)).to;
    const add = scan(tr.state, start, end);
    all = all.update({ filterFrom: start, filterTo: end, filter: () => false, add });
  });
  return all;
}
