// @vitest-environment node
import { Text } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { blockInsertion, smallestChange } from './insertion';

const apply = (text: string, { from, to, insert }: { from: number; to: number; insert: string }) =>
  text.slice(0, from) + insert + text.slice(to);

describe('a block put into the text', () => {
  const cases: [string, string, number, string][] = [
    ['in an empty text', '', 0, '![](a)\n\n'],
    [
      'after the paragraph the caret is in',
      'One two.\n\nThree.',
      4,
      'One two.\n\n![](a)\n\nThree.',
    ],
    ['after the last paragraph', 'One.', 2, 'One.\n\n![](a)\n\n'],
    ['on an empty line between paragraphs', 'One.\n\n\nTwo.', 6, 'One.\n\n![](a)\n\nTwo.'],
    ['on the line right after a paragraph', 'One.\n', 5, 'One.\n\n![](a)\n\n'],
  ];
  test.each(cases)('%s', (_, text, pos, wanted) => {
    const doc = Text.of(text.split('\n'));
    expect(apply(text, blockInsertion(doc, pos, ['![](a)']))).toBe(wanted);
  });
});

describe('the smallest change', () => {
  test.each([
    ['abc', 'abXc'],
    ['aaa', 'aa'],
    ['', 'x'],
    ['same middle end', 'same other end'],
  ])('%s → %s', (before, after) => {
    const change = smallestChange(before, after);
    expect(change && apply(before, change)).toBe(after);
  });

  test('of the same text is none', () => {
    expect(smallestChange('abc', 'abc')).toBeNull();
  });
});
