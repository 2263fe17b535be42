// @vitest-environment node
import { expect, test } from 'vitest';
import { canBeBoth, spotName, spotText } from './comparison-words';
import { wordDiff, type Run } from './word-diff';

const marked = (runs: Run[]) =>
  runs.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

test('only the words that differ are marked, and no character is lost', () => {
  const cases = [
    [
      'It cost £1.4m in all.',
      'It cost £1.45m in all.',
      'It cost [£1.4m] in all.',
      'It cost [£1.45m] in all.',
    ],
    ['It opens.', 'It opens on Monday.', 'It [opens.]', 'It [opens on Monday.]'],
    ['a  b\n\nc', 'a  b\n\nc', 'a  b\n\nc', 'a  b\n\nc'],
    ['One two three.', 'Four five three.', '[One two] three.', '[Four five] three.'],
    ['', 'New', '', '[New]'],
    ['Old words', '', '[Old words]', ''],
  ] as const;
  for (const [was, now, wasMarked, nowMarked] of cases) {
    const found = wordDiff(was, now);
    expect(marked(found.was)).toBe(wasMarked);
    expect(marked(found.now)).toBe(nowMarked);
    expect(found.now.map(({ text }) => text).join('')).toBe(now);
  }
});

test('texts too long to be compared word by word are marked as wholes', () => {
  const long = 'word '.repeat(600);
  expect(wordDiff(long, `${long}more`).now).toEqual([{ text: `${long}more`, differs: true }]);
});

test('a place is named as the person knows it', () => {
  expect(spotName({ kind: 'paragraph', number: 3 })).toBe('Paragraph 3');
  expect(spotName({ kind: 'paragraph', number: 0 })).toBe('The beginning');
  expect(spotName({ kind: 'picture', name: 'roof.jpg', field: 'alt' })).toBe(
    'Alt text of roof.jpg',
  );
  expect(spotName({ kind: 'headline' })).toBe('Headline');
  expect(spotText({ kind: 'paragraph', number: 1 }, '![](roof.jpg)')).toBe('Picture roof.jpg');
  const decorative = { kind: 'picture', name: 'roof.jpg', field: 'decorative' } as const;
  expect(spotText(decorative, 'true')).toBe('Yes');
});

test('two sections, two flags or a text and nothing cannot both stand', () => {
  const one = { base: 'a', mine: 'b', theirs: 'c' };
  expect(canBeBoth({ ...one, spot: { kind: 'headline' } })).toBe(true);
  expect(canBeBoth({ ...one, spot: { kind: 'headline' }, mine: '' })).toBe(false);
  expect(canBeBoth({ ...one, spot: { kind: 'section' } })).toBe(false);
  const flag = { kind: 'picture', name: 'roof.jpg', field: 'decorative' } as const;
  expect(canBeBoth({ ...one, spot: flag })).toBe(false);
});
