import type * as T from '../bindings';
import type { Args } from '../calls';
import { wordCount } from '../../state/words';
import type { MemoryDesk } from './desk';

/** A text of a story, as it stands or as it was kept. */
type Text = Pick<T.Story, 'copy' | 'pictures' | 'section' | 'kind' | 'slug'>;

/** How many of both are the same from either end on. */
function ends<E>(was: E[], now: E[]): { head: number; tail: number } {
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return { head, tail };
}

/** What lies between the words that are the same at both ends: enough for one change a paragraph. */
function pieces(was: string, now: string): T.ComparedPiece[] {
  const tokens = (text: string): string[] => text.match(/\s+|\S+/g) ?? [];
  const [one, other] = [tokens(was), tokens(now)];
  const { head, tail } = ends(one, other);
  const piece = (how: T.ComparedHow, words: string[]) => ({ how, text: words.join('') });
  return [
    piece('same', one.slice(0, head)),
    piece('delete', one.slice(head, one.length - tail)),
    piece('insert', other.slice(head, other.length - tail)),
    piece('same', one.slice(one.length - tail)),
  ].filter(({ text }) => text);
}

function body(was: string, now: string): T.ComparedParagraph[] {
  const paragraphs = (text: string) => text.trim().split(/\n{2,}/);
  const [one, other] = [paragraphs(was), paragraphs(now)];
  const { head, tail } = ends(one, other);
  const most = Math.max(one.length, other.length);
  const same = (text: string, was: number, now: number): T.ComparedParagraph => ({
    ...{ standing: 'same', was, now },
    pieces: [{ how: 'same', text }],
  });
  const between = Array.from({ length: most - head - tail }, (_, n): T.ComparedParagraph => {
    const at = head + n;
    const [before, after] = [
      at < one.length - tail ? one[at]! : '',
      at < other.length - tail ? other[at]! : '',
    ];
    const standing = before === after ? 'same' : !before ? 'added' : !after ? 'removed' : 'changed';
    const numbers = { ...(before ? { was: at + 1 } : {}), ...(after ? { now: at + 1 } : {}) };
    return { standing, ...numbers, pieces: pieces(before, after) };
  });
  return [
    ...one.slice(0, head).map((text, n) => same(text, n + 1, n + 1)),
    ...between,
    ...one.slice(one.length - tail).map((text, n) => {
      return same(text, one.length - tail + n + 1, other.length - tail + n + 1);
    }),
  ];
}

function fields(old: Text, now: Text): T.FieldCompared[] {
  const words = (['headline', 'standfirst', 'byline'] as const).map((field) => ({
    field,
    pieces: pieces(old.copy[field], now.copy[field]),
  }));
  const whole = (['section', 'kind', 'slug'] as const).map((field) => ({
    field,
    pieces: pieces(old[field], now[field]),
  }));
  return [...words, ...whole].map((one) => ({
    ...one,
    changed: one.pieces.some(({ how }) => how !== 'same'),
  }));
}

function pictures(old: Text, now: Text): T.PictureCompared[] {
  const gone = old.pictures.filter(({ name }) => !now.pictures.some((one) => one.name === name));
  return [...now.pictures, ...gone].map(({ name }) => {
    const [was, is] = [old, now].map((text) => text.pictures.findIndex((one) => one.name === name));
    const [before, after] = [old.pictures[was!], now.pictures[is!]];
    const said = (['caption', 'credit', 'alt'] as const).map((field) => ({
      field,
      pieces: pieces(before?.[field] ?? '', after?.[field] ?? ''),
    }));
    const roles =
      before && after && before.role !== after.role ? [[before.role, after.role] as const] : [];
    return {
      name,
      ...(before ? { was: was! + 1 } : {}),
      ...(after ? { now: is! + 1 } : {}),
      ...{ replaced: false, moved: false },
      words: said.filter((one) => one.pieces.length > 0),
      settings: roles.map(([was, now]) => ({ setting: 'role', was, now })),
    };
  });
}

/** Holds one text against another, as the desk does. */
export function compare(old: Text, now: Text): T.Comparison {
  const compared = {
    fields: fields(old, now),
    body: body(old.copy.body, now.copy.body),
    pictures: pictures(old, now),
  };
  const all = [
    ...compared.fields.filter(({ field }) => !['section', 'kind', 'slug'].includes(field)),
    ...compared.body,
    ...compared.pictures.flatMap(({ words }) => words),
  ].flatMap((one) => one.pieces);
  const words = (how: T.ComparedHow) =>
    all.filter((one) => one.how === how).reduce((sum, { text }) => sum + wordCount(text), 0);
  const settings = [
    ...compared.fields.filter(({ changed }) => changed),
    ...compared.pictures.flatMap(({ settings }) => settings),
    ...compared.pictures.filter((one) => !one.was || !one.now),
  ];
  const same = all.every(({ how }) => how === 'same') && settings.length === 0;
  return { ...compared, words_in: words('insert'), words_out: words('delete'), same };
}

/** The call that compares two texts of a story. */
export function texts(desk: MemoryDesk) {
  const text = (id: string, revision: number | null): Text => {
    const story = desk.story(id);
    if (revision === null) return story;
    const kept = desk.revisions.get(id)?.find((one) => one.id === revision);
    if (!kept) throw GONE;
    return { ...story, copy: kept.copy, pictures: kept.pictures };
  };
  return {
    revision_compare: ({ id, old, new: now }: Args<'revision_compare'>) =>
      compare(text(id, old), text(id, now)),
  };
}

const GONE: T.Error = {
  code: 'not-found',
  message: 'That revision is gone.',
  hint: 'Choose another one.',
};
