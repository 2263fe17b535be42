import type { Text } from '@codemirror/state';

/** A change of the text that puts `lines` each in a paragraph of its own after the line at `pos`. */
export function blockInsertion(
  doc: Text,
  pos: number,
  lines: string[],
): { from: number; to: number; insert: string } {
  const line = doc.lineAt(pos);
  const text = lines.join('\n\n');
  const blank = line.text.trim() === '';
  const before = line.number > 1 ? doc.line(line.number - 1).text.trim() !== '' : false;
  const after = line.number < doc.lines ? doc.line(line.number + 1).text.trim() !== '' : false;
  const start = blank ? (before ? '\n' : '') : '\n\n';
  // At the end of the text a line to go on writing in is left.
  const end = after ? '\n' : line.number === doc.lines ? '\n\n' : '';
  return { from: blank ? line.from : line.to, to: line.to, insert: start + text + end };
}

/** The smallest change that makes `after` of `before`, or null if they are the same. */
export function smallestChange(
  before: string,
  after: string,
): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
