// @vitest-environment node
import { expect, test } from 'vitest';
import type { ComparedParagraph, Comparison, PictureCompared } from '../api/bindings';
import { found, rowsOf } from './compared-rows';

const compared = (more: Partial<Comparison>): Comparison => ({
  ...{ fields: [], body: [], pictures: [], words_in: 0, words_out: 0, same: false },
  ...more,
});
const paragraph = (more: Partial<ComparedParagraph>): ComparedParagraph => ({
  ...{ standing: 'same', pieces: [] },
  ...more,
});

test('a field that did not change is left out, but for what says where one is', () => {
  const same = (text: string) => [{ how: 'same' as const, text }];
  const rows = rowsOf(
    compared({
      fields: [
        { field: 'headline', pieces: same('Roof'), changed: false },
        { field: 'byline', pieces: same('By Jo'), changed: false },
        { field: 'kind', pieces: [{ how: 'insert', text: 'opinion' }], changed: true },
      ],
    }),
  );
  expect(rows.map(({ name, changed }) => [name, changed])).toEqual([
    ['Headline', false],
    ['Kind', true],
  ]);
  expect(rows[1]!.pieces[0]!.text).toBe('Opinion');
});

test('a paragraph that was moved stands at both places, and is told', () => {
  const rows = rowsOf(
    compared({
      body: [
        paragraph({ standing: 'moved-away', was: 2 }),
        paragraph({ standing: 'moved-here', was: 2, now: 5 }),
      ],
    }),
  );
  expect(rows.map(({ name, mark }) => `${name}: ${mark}`)).toEqual([
    'Paragraph 2: Moved from here',
    'Paragraph 5: Moved here',
  ]);
});

test('a picture’s line is read by its name, and nothing else is touched', () => {
  const line = (how: 'same' | 'delete' | 'insert', text: string) => ({ how, text });
  const pieces = (all: ReturnType<typeof line>[]) =>
    rowsOf(compared({ body: [paragraph({ pieces: all })] }))[0]!.pieces;
  expect(pieces([line('same', '![](roof.jpg)')])).toEqual([line('same', 'Picture roof.jpg')]);
  expect(
    pieces([line('same', '![]('), line('delete', 'a'), line('insert', 'b'), line('same', '.jpg)')]),
  ).toEqual([line('delete', 'Picture a.jpg'), line('insert', 'Picture b.jpg')]);
  const words = [line('same', 'The '), line('delete', 'old '), line('same', 'roof')];
  expect(pieces(words)).toEqual(words);
});

test('of a picture all is told that became of it, and nothing if nothing did', () => {
  const picture = (more: Partial<PictureCompared>): PictureCompared => ({
    ...{ name: 'roof.jpg', was: 1, now: 1, replaced: false, moved: false },
    ...{ words: [], settings: [] },
    ...more,
  });
  const of = (more: Partial<PictureCompared>) =>
    rowsOf(compared({ pictures: [picture(more)] })).map(({ name, mark, pieces }) =>
      [name, mark, ...pieces.map(({ how, text }) => `${how} ${text}`)].join(' | '),
    );
  expect(of({})).toEqual([]);
  const settings = [{ setting: 'role', was: 'inline', now: 'lead' }] as const;
  expect(of({ moved: true, replaced: true, settings: [...settings] })).toEqual([
    'Picture roof.jpg | Another file, Moved | same roof.jpg',
    'Place |  | delete inline | insert lead',
  ]);
  const gone = { name: 'roof.jpg', was: 1, replaced: false, moved: false, words: [], settings: [] };
  const [row] = rowsOf(compared({ pictures: [gone] }));
  expect(row).toMatchObject({ mark: 'Picture taken off', changed: true });
});

test('what was found is said in one sentence', () => {
  expect(found(compared({ same: true }), [])).toBe('Both texts are the same.');
  const rows = rowsOf(compared({ body: [paragraph({ standing: 'moved-here' })] }));
  expect(found(compared({}), rows)).toBe('1 change.');
  expect(found(compared({ words_in: 1, words_out: 1200 }), rows)).toBe(
    '1 change, 1 word in, 1,200 words out.',
  );
});
