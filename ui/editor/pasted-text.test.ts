// @vitest-environment node
import { Text } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { asParagraphs, isSource, pasteInsertion } from './pasted-text';

const long =
  'The ferry went out at nine and came back at ten, with nobody but the mate and his dog on it.';

test('lines that are paragraphs are parted, and no others', () => {
  expect(asParagraphs(`${long}\r\nShe said: “No.”\n`)).toBe(`${long}\n\nShe said: “No.”`);
  for (const same of [
    'One.\nTwo.',
    `${long}\n\nTwo.`,
    `- ${long}\n- Two.`,
    `${long}\nand so`,
    long,
  ])
    expect(asParagraphs(same)).toBe(same);
});

test('the source of a program is known by its set lines', () => {
  expect(isSource('<meta charset="utf-8"><div style="color:#000;white-space: pre;"><div>')).toBe(
    true,
  );
  expect(isSource('<b style="font-weight:normal"><p style="white-space:pre-wrap">')).toBe(false);
  expect(isSource('<p>white-space: pre</p>')).toBe(false);
});

describe('Markdown put into the text', () => {
  const cases: [string, string, [number, number], string, string][] = [
    ['words stay in their line', 'One two.', [4, 7], '**2**', 'One **2**.'],
    ['blocks part a paragraph', 'One two.', [4, 4], '- a\n- b', 'One \n\n- a\n- b\n\ntwo.'],
    ['on an empty line', 'One.\n\n\n\nTwo.', [6, 6], 'a\n\nb', 'One.\n\na\n\nb\n\nTwo.'],
    ['right after a paragraph', 'One.\n', [5, 5], '## A', 'One.\n\n## A'],
    ['in an empty text', '', [0, 0], '![](a.jpg)', '![](a.jpg)'],
  ];
  test.each(cases)('%s', (_, text, [from, to], markdown, expected) => {
    const doc = Text.of(text.split('\n'));
    const change = pasteInsertion(doc, from, to, markdown);
    expect(text.slice(0, change.from) + change.insert + text.slice(change.to)).toBe(expected);
  });
});
