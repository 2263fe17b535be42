import type { Utf16Range } from '../api/bindings';
import type { OpenStory } from './open-story.svelte';
import { pictureOn } from './picture-line';
import { partKey, partOf, type FieldKey } from './review-words';
import type { Edit } from './word-diff';

/** What is looked for. */
export type Wanted = { text: string; matchCase: boolean; wholeWords: boolean };
/** Where it stands: in a field as the page names it, in UTF-16 units of what the field shows. */
export type Hit = { key: FieldKey } & Utf16Range;

/** Signs that are looked for alike unless capitals are told apart: typed ones and those of a book. */
const ALIKE: [RegExp, string][] = [
  [/['‘’]/g, "['‘’]"],
  [/["“”]/g, '["“”]'],
  [/[ \u00a0]/g, '[ \\u00a0]'],
];
const ENDS_IN_WORD = /[\p{L}\p{N}_]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}_]/u;

function pattern({ text, matchCase }: Wanted): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  if (matchCase) return new RegExp(literal, 'gu');
  return new RegExp(
    ALIKE.reduce((all, [sign, any]) => all.replace(sign, any), literal),
    'giu',
  );
}

/** Whether words from one place to another are parted from the words around them. */
function isWhole(text: string, start: number, end: number): boolean {
  const parted = (at: number) =>
    !ENDS_IN_WORD.test(text.slice(Math.max(0, at - 2), at)) ||
    !BEGINS_WITH_WORD.test(text.slice(at, at + 2));
  return parted(start) && parted(end);
}

/** Where a text has what is wanted, in order. */
export function hitsIn(text: string, wanted: Wanted): Utf16Range[] {
  if (!wanted.text) return [];
  const found: Utf16Range[] = [];
  const looked = pattern(wanted);
  for (let hit = looked.exec(text); hit; hit = looked.exec(text)) {
    const [start, end] = [hit.index, hit.index + hit[0].length];
    if (!wanted.wholeWords || isWhole(text, start, end)) found.push({ start, end });
    else looked.lastIndex = start + 1;
  }
  return found;
}

/** Likewise in a body, whose picture lines are no words. */
function hitsInBody(body: string, wanted: Wanted): Utf16Range[] {
  return hitsIn(body, wanted).filter(({ start, end }) => {
    const from = body.lastIndexOf('\n', start - 1) + 1;
    const to = body.indexOf('\n', end);
    return pictureOn(body.slice(from, to < 0 ? body.length : to)) === null;
  });
}

/** What a field of the page shows. */
export function textIn(open: OpenStory, key: FieldKey): string {
  const part = partOf(key);
  return part ? open.suggesting.text(part) : (open.story.copy.dateline ?? '');
}

/** The fields beneath a picture. */
function fieldsOf({ name, decorative }: { name: string; decorative: boolean }): FieldKey[] {
  const kinds = decorative
    ? (['caption', 'credit'] as const)
    : (['caption', 'credit', 'alt'] as const);
  return kinds.map((kind) => partKey({ kind, picture: name }));
}

/** Where the page has what is wanted, in the order it is read. */
export function hitsOn(open: OpenStory, wanted: Wanted): Hit[] {
  if (!wanted.text) return [];
  const within = (key: FieldKey): Hit[] =>
    hitsIn(textIn(open, key), wanted).map((range) => ({ key, ...range }));
  const body = textIn(open, 'body');
  const lead = open.lead ? fieldsOf(open.lead) : [];
  // A picture that is not on the page has no field there.
  const inText = open.story.pictures.flatMap((picture) => {
    const place = picture === open.lead ? -1 : body.indexOf(`](${picture.name})`);
    return place < 0 ? [] : [{ place, hits: fieldsOf(picture).flatMap(within) }];
  });
  const words = hitsInBody(body, wanted).map((range) => ({
    place: range.start,
    hits: [{ key: 'body', ...range }],
  }));
  return [
    ...['headline', 'standfirst', 'byline', 'dateline', ...lead].flatMap(within),
    ...[...words, ...inText].sort((a, b) => a.place - b.place).flatMap(({ hits }) => hits),
  ];
}

/** A text once something else stands at each of some places. */
export function edited(text: string, edits: Edit[]): string {
  let at = 0;
  const pieces = edits.map(({ from, to, insert }) => {
    const piece = text.slice(at, from) + insert;
    at = to;
    return piece;
  });
  return pieces.join('') + text.slice(at);
}

/** What takes such edits back. */
export function inverse(text: string, edits: Edit[]): Edit[] {
  let by = 0;
  return edits.map(({ from, to, insert }) => {
    const start = from + by;
    by += insert.length - (to - from);
    return { from: start, to: start + insert.length, insert: text.slice(from, to) };
  });
}

/** Edits of a text as edits of what others made of it since; those of words that were changed are left. */
export function moved(all: Edit[], since: Edit[]): Edit[] {
  return all.flatMap((edit) => {
    let by = 0;
    for (const { from, to, insert } of since) {
      if (from >= edit.to && to > edit.from) break;
      if (to > edit.from) return [];
      by += insert.length - (to - from);
    }
    return [{ ...edit, from: edit.from + by, to: edit.to + by }];
  });
}
