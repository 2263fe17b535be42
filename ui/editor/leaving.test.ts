// @vitest-environment node
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { leaveList } from './leaving';

/** The text after Enter at its end; `null` if Enter is left to somebody else. */
function enter(doc: string, anchor = doc.length): string | null {
  let after: string | null = null;
  const state = EditorState.create({ doc, selection: { anchor } });
  leaveList({ state, dispatch: (tr) => (after = tr.state.doc.toString()) });
  return after;
}

describe('Enter on an empty item', () => {
  test.each([
    ['a list', '- one\n- ', '- one\n\n'],
    ['a numbered list', '1. one\n2. ', '1. one\n\n'],
    ['a quotation', '> one\n> ', '> one\n\n'],
  ])('ends %s with an empty line', (_, before, after) => {
    expect(enter(before)).toBe(after);
  });

  test.each([
    ['an item with words', '- one'],
    ['the first item', '- '],
    ['an item of a list inside a list', '- one\n  - '],
  ])('leaves %s alone', (_, text) => {
    expect(enter(text)).toBeNull();
  });
});
