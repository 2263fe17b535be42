// @vitest-environment node
import { expect, test } from 'vitest';
import { edited, hitsIn, hitsOn, inverse, moved, type Wanted } from './hits';
import { openFirst } from '../tests/support';

const wanted = (text: string, more: Partial<Wanted> = {}): Wanted => ({
  ...{ text, matchCase: false, wholeWords: false },
  ...more,
});
const found = (text: string, what: Wanted) =>
  hitsIn(text, what).map(({ start, end }) => text.slice(start, end));

test('signs that mean something to a machine are looked for as they are', () => {
  expect(found('It cost £1.4m (or £1,4m).', wanted('£1.4m ('))).toEqual(['£1.4m (']);
  expect(found('a-b [c] x/y', wanted('-b [c] x/'))).toEqual(['-b [c] x/']);
});

test('capitals and the marks of a book are told apart only where that is asked for', () => {
  const text = 'She said “Don’t”. she said "don\'t".';
  expect(found(text, wanted("don't"))).toEqual(['Don’t', "don't"]);
  expect(found(text, wanted("don't", { matchCase: true }))).toEqual(["don't"]);
  expect(found('STRASSE Straße', wanted('straße'))).toEqual(['Straße']);
});

test('a whole word has no letter before or behind it, in any script', () => {
  const whole = (text: string, what: string) =>
    hitsIn(text, wanted(what, { wholeWords: true })).map(({ start }) => start);
  expect(whole('Ann, Annie, Joann, ann', 'ann')).toEqual([0, 19]);
  expect(whole('élan lan', 'lan')).toEqual([5]);
  expect(whole('𝒳lan lan', 'lan')).toEqual([6]);
  expect(whole('xa a a', 'a a')).toEqual([3]);
});

test('every field of the page is looked through in the order it is read', async () => {
  const { open } = await openFirst();
  open.editCopy({ headline: 'Roof', body: 'A roof.\n\n![](roof-repairs.jpg)\n\nThe roof.' });
  const keys = hitsOn(open, wanted('roof')).map(({ key }) => key);
  expect(keys).toEqual(['headline', 'picture:reading-room.jpg:alt', 'body', 'body']);
  open.editPicture('roof-repairs.jpg', { caption: 'The roof', credit: 'Roof & Co' });
  expect(hitsOn(open, wanted('roof')).map(({ key }) => key)).toEqual([
    ...['headline', 'picture:reading-room.jpg:alt', 'body'],
    ...['picture:roof-repairs.jpg:caption', 'picture:roof-repairs.jpg:credit', 'body'],
  ]);
});

test('a picture that is not on the page, and the alt text of a decorative one, are no hits', async () => {
  const { open } = await openFirst();
  open.editPicture('reading-room.jpg', { decorative: true });
  open.editCopy({ body: 'No picture.' });
  expect(hitsOn(open, wanted('panes'))).toEqual([]);
  expect(hitsOn(open, wanted('green lamp'))).toEqual([]);
});

test('edits are made and taken back', () => {
  const edits = [
    { from: 0, to: 1, insert: 'long' },
    { from: 2, to: 3, insert: '' },
  ];
  const now = edited('a b c', edits);
  expect(now).toBe('long  c');
  expect(edited(now, inverse('a b c', edits))).toBe('a b c');
});

test('edits find their places in a text that was written on, and leave what was changed', () => {
  const edits = [
    { from: 0, to: 2, insert: 'A' },
    { from: 5, to: 7, insert: 'B' },
    { from: 9, to: 11, insert: 'C' },
  ];
  const since = [
    { from: 0, to: 0, insert: '++' },
    { from: 6, to: 7, insert: '' },
    { from: 11, to: 11, insert: '!' },
  ];
  expect(moved(edits, since)).toEqual([
    { from: 2, to: 4, insert: 'A' },
    { from: 10, to: 12, insert: 'C' },
  ]);
});
