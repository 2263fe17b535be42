import type { ReviewChange } from '../api/bindings';
import { edits, type Edit } from './word-diff';

/** Words of a text, from one place to another in UTF-16 units, and what stood there in the story. */
export type Span = { from: number; to: number; was: string };

/** What the desk took into a text, as spans of it; `base` is the text without. */
export const spansOf = (base: string, changes: ReviewChange[]): Span[] =>
  changes.map(({ was, now }) => ({
    ...{ from: now.start, to: now.end },
    was: base.slice(was.start, was.end),
  }));

/** The text as it was without the spans. */
export function without(text: string, spans: Span[]): string {
  let at = 0;
  const pieces = spans.map(({ from, to, was }) => {
    const piece = text.slice(at, from) + was;
    at = to;
    return piece;
  });
  return pieces.join('') + text.slice(at);
}

/**
 * The spans after one more edit: what it touches becomes one with it. `slice` gives the text before
 * the edit; with the spans that come out, `without` still gives what it gave before.
 */
export function follow(
  spans: Span[],
  { from, to, insert }: Edit,
  slice: (from: number, to: number) => string,
): Span[] {
  const touched = spans.filter((one) => one.from <= to && one.to >= from);
  const by = insert.length - (to - from);
  const after = spans
    .filter((one) => one.from > to)
    .map((one) => ({ ...one, from: one.from + by, to: one.to + by }));
  const start = Math.min(from, touched[0]?.from ?? from);
  const end = Math.max(to, touched.at(-1)?.to ?? to);
  let [was, at] = ['', start];
  for (const one of touched) {
    was += slice(at, one.from) + one.was;
    at = one.to;
  }
  was += slice(at, end);
  const now = slice(start, from) + insert + slice(to, end);
  const made = now === was ? [] : [{ from: start, to: end + by, was }];
  return [...spans.filter((one) => one.to < from), ...made, ...after];
}

/** The spans once `before` has become `after`. */
export function followed(spans: Span[], before: string, after: string): Span[] {
  // From the end on, so that the places before stay true.
  return edits(before, after)
    .reverse()
    .reduce((all, edit) => follow(all, edit, (from, to) => before.slice(from, to)), spans);
}

/** What makes a text of the story, as spans of the text. */
export const spansBetween = (story: string, text: string): Span[] => followed([], story, text);

/** A place of the text as a place of the story; within a span its beginning, or its end. */
export function toStory(spans: Span[], pos: number, side: 'start' | 'end'): number {
  let by = 0;
  for (const { from, to, was } of spans) {
    if (side === 'start' ? pos < to : pos <= to) {
      if (side === 'start' ? pos < from : pos <= from) break;
      return from + by + (side === 'end' ? was.length : 0);
    }
    by += was.length - (to - from);
  }
  return pos + by;
}

/** A place of the story as a place of the text. */
export function toText(spans: Span[], pos: number): number {
  let by = 0;
  for (const { from, to, was } of spans) {
    const at = from + by;
    if (pos <= at) break;
    if (pos < at + was.length) return from;
    by += was.length - (to - from);
  }
  return pos - by;
}

/** The words of the story from one place to another, as far as they stand in the text still. */
export function piecesIn(
  spans: Span[],
  start: number,
  end: number,
): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  let [at, by] = [start, 0];
  const upTo = (stop: number) => {
    if (at < stop) pieces.push({ from: at - by, to: stop - by });
  };
  for (const { from, to, was } of spans) {
    const begins = from + by;
    if (begins >= end) break;
    upTo(begins);
    at = Math.max(at, begins + was.length);
    by += was.length - (to - from);
  }
  upTo(end);
  return pieces;
}

/** One side's edits of a stretch of the base. */
const applied = (base: string, from: number, to: number, all: Edit[]): string => {
  let at = from;
  let text = '';
  for (const one of all) {
    text += base.slice(at, one.from) + one.insert;
    at = one.to;
  }
  return text + base.slice(at, to);
};

/**
 * What I made of `base`, made of `theirs` instead. Where both changed the same words theirs stand, and
 * what I put in stands after them: nothing typed is lost.
 */
export function rebased(base: string, mine: string, theirs: string): string {
  const [a, b] = [edits(base, mine), edits(base, theirs)];
  let text = '';
  let at = 0;
  while (a.length || b.length) {
    const from = Math.min(a[0]?.from ?? Infinity, b[0]?.from ?? Infinity);
    let to = from;
    const [ours, others]: [Edit[], Edit[]] = [[], []];
    const begins = (one: Edit | undefined) => !!one && (one.from < to || one.from === from);
    while (begins(a[0]) || begins(b[0])) {
      const [side, into] = begins(a[0]) ? [a, ours] : [b, others];
      const one = side.shift()!;
      into.push(one);
      to = Math.max(to, one.to);
    }
    text += base.slice(at, from);
    const [mineHere, theirsHere] = [ours, others].map((all) => applied(base, from, to, all));
    if (others.length === 0 || mineHere === theirsHere) text += mineHere;
    else text += theirsHere + ours.map(({ insert }) => insert).join('');
    at = to;
  }
  return text + base.slice(at);
}
