import type {
  ComparedParagraph,
  ComparedPiece,
  ComparedStanding,
  Comparison,
  FieldCompared,
  PictureCompared,
  PictureSetting,
} from '../api/bindings';
import { WORDS } from '../words/words';
import { pictureField, spotText } from './comparison-words';
import { KINDS } from './words';

/** One line of two texts side by side: a field, a paragraph, or something about a picture. */
export type Row = {
  /** What it is: “Headline”, “Paragraph 3”, “Caption of roof.jpg”. */
  name: string;
  /** The name is shown beside it; a paragraph speaks for itself. */
  named: boolean;
  /** The picture it is about, for the first row of each. */
  picture?: string;
  pieces: ComparedPiece[];
  /** What became of it in a word or two; empty where nothing did. */
  mark: string;
  changed: boolean;
};

const W = WORDS.rows;
const MARKS: Record<ComparedStanding, string> = W.marks;
const SETTINGS: Record<PictureSetting, string> = W.settings;
/** What is shown though nothing in it changed, so that one knows where one is. */
const ALWAYS = ['headline', 'standfirst'];

/** Everything that is compared, in the order it is read. */
export const rowsOf = ({ fields, body, pictures }: Comparison): Row[] => [
  ...fields.filter(shown).map(fieldRow),
  ...body.map(paragraphRow),
  ...pictures.flatMap(pictureRows),
];

const shown = ({ field, pieces, changed }: FieldCompared) =>
  changed || (ALWAYS.includes(field) && pieces.length > 0);

function fieldRow({ field, pieces, changed }: FieldCompared): Row {
  const words = pieces.map(({ how, text }, n) => {
    if (field === 'kind') return { how, text: KINDS[text as keyof typeof KINDS] ?? text };
    // Each piece is one tag.
    return { how, text: field === 'tags' && n ? ` ${text}` : text };
  });
  const mark = changed ? MARKS.changed : '';
  return { name: WORDS.spots.fields[field], named: true, pieces: words, mark, changed };
}

function paragraphRow({ standing, was, now, pieces }: ComparedParagraph): Row {
  return {
    name: WORDS.spots.paragraph(now ?? was ?? ''),
    named: false,
    pieces: readable(pieces),
    mark: MARKS[standing],
    changed: standing !== 'same',
  };
}

const side = (pieces: ComparedPiece[], not: 'insert' | 'delete') =>
  pieces.map(({ how, text }) => (how === not ? '' : text)).join('');

/** A picture's line by its name; everything else as it is. */
function readable(pieces: ComparedPiece[]): ComparedPiece[] {
  const spot = { kind: 'paragraph', number: 1 } as const;
  const [was, now] = [side(pieces, 'insert'), side(pieces, 'delete')];
  const [old, next] = [spotText(spot, was), spotText(spot, now)];
  if ((was && old === was) || (now && next === now)) return pieces;
  if (old === next) return [{ how: 'same', text: next }];
  const both: ComparedPiece[] = [
    { how: 'delete', text: old },
    { how: 'insert', text: next },
  ];
  return both.filter(({ text }) => text);
}

function pictureRows(one: PictureCompared): Row[] {
  const { name, old_name, was, now } = one;
  const mark = pictureMark(one);
  const how = now === undefined ? 'delete' : was === undefined ? 'insert' : 'same';
  const named: ComparedPiece[] = old_name
    ? [
        { how: 'delete', text: old_name },
        { how: 'insert', text: name },
      ]
    : [{ how, text: name }];
  const row = (name: string, pieces: ComparedPiece[]): Row => {
    const changed = pieces.some(({ how }) => how !== 'same');
    return { name, named: true, pieces, mark: '', changed: changed && how === 'same' };
  };
  const rows = [
    ...one.words.map(({ field, pieces }) => row(pictureField(field), pieces)),
    ...one.settings.map(({ setting, was, now }) =>
      row(SETTINGS[setting], [
        { how: 'delete', text: was || W.none },
        { how: 'insert', text: now || W.none },
      ]),
    ),
  ];
  // What nobody touched needs no lines of its own.
  if (!mark && !rows.some(({ changed }) => changed)) return [];
  const head = { name: WORDS.spots.picture(name), named: false, picture: name };
  return [{ ...head, pieces: named, mark, changed: mark !== '' }, ...rows];
}

function pictureMark({ old_name, was, now, replaced, moved }: PictureCompared): string {
  if (was === undefined) return W.newPicture;
  if (now === undefined) return W.pictureOff;
  const all = [replaced && W.anotherFile, old_name && W.renamed, moved && W.moved];
  return all.filter(Boolean).join(', ');
}

/** What was found, in a sentence. */
export function found(compared: Comparison, rows: Row[]): string {
  if (compared.same) return W.same;
  const { words_in, words_out } = compared;
  const places = rows.filter(({ changed }) => changed).length;
  return W.found(places, words_in, words_out);
}
