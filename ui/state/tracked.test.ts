// @vitest-environment node
import { expect, test } from 'vitest';
import { edits } from './word-diff';
import { follow, piecesIn, rebased, spansOf, toStory, toText, without, type Span } from './tracked';

/** Numbers that are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const WORDS = ['roof ', 'the ', 'desk, ', 'é', '👩‍🏫 ', '\n\n', 'a ', ''];

function someEdit(text: string, next: (below: number) => number) {
  const from = next(text.length + 1);
  const to = Math.min(text.length, from + next(8));
  return { from, to, insert: WORDS[next(WORDS.length)]! };
}

test('whatever is edited, the story can be read from the spans', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const next = numbers(seed);
    const story = 'The doors of the reading room open again on Saturday.';
    let [text, spans]: [string, Span[]] = [story, []];
    for (let n = 0; n < 12; n += 1) {
      const edit = someEdit(text, next);
      const before = text;
      spans = follow(spans, edit, (from, to) => before.slice(from, to));
      text = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
      expect(without(text, spans), `seed ${seed}`).toBe(story);
      expect(spans.every(({ to }, k) => to < (spans[k + 1]?.from ?? Infinity))).toBe(true);
    }
  }
});

test('what is taken back leaves no span', () => {
  const story = 'The old roof';
  const slice = (from: number, to: number) => story.slice(from, to);
  const once = follow([], { from: 4, to: 8, insert: '' }, slice);
  expect(once).toEqual([{ from: 4, to: 4, was: 'old ' }]);
  const back = follow(once, { from: 4, to: 4, insert: 'old ' }, (a, b) => 'The roof'.slice(a, b));
  expect(back).toEqual([]);
});

test('places lead from the text to the story and back', () => {
  // The story: “The old roof leaks”; the text: “The new glass roof”.
  const spans = [
    { from: 4, to: 13, was: 'old' },
    { from: 18, to: 18, was: ' leaks' },
  ];
  expect(without('The new glass roof', spans)).toBe('The old roof leaks');
  expect([toStory(spans, 14, 'start'), toStory(spans, 18, 'end')]).toEqual([8, 12]);
  expect([toStory(spans, 6, 'start'), toStory(spans, 6, 'end')]).toEqual([4, 7]);
  expect([toText(spans, 0), toText(spans, 5), toText(spans, 8)]).toEqual([0, 4, 14]);
});

test('the desk’s answer is spans of the text', () => {
  const changes = [{ id: '1', was: { start: 4, end: 7 }, now: { start: 4, end: 9 } }];
  expect(spansOf('The old roof', changes)).toEqual([{ from: 4, to: 9, was: 'old' }]);
});

test('edits make the one text of the other', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = numbers(seed);
    const was = Array.from({ length: 9 }, () => WORDS[next(WORDS.length)]).join('');
    const now = Array.from({ length: 9 }, () => WORDS[next(WORDS.length)]).join('');
    let [made, at] = ['', 0];
    for (const one of edits(was, now)) {
      made += was.slice(at, one.from) + one.insert;
      at = one.to;
    }
    expect(made + was.slice(at)).toBe(now);
  }
  expect(edits('the old roof', 'the new roof')).toEqual([{ from: 4, to: 7, insert: 'new' }]);
});

test('what I wrote goes on from what somebody else made of the story', () => {
  const base = 'The old roof leaks in the rain.';
  expect(
    rebased(base, 'The old roof leaks in the heavy rain.', 'The glass roof leaks in the rain.'),
  ).toBe('The glass roof leaks in the heavy rain.');
  // Both wrote at one place: theirs stands, and mine is not lost.
  const both = rebased(
    base,
    'The slate roof leaks in the rain.',
    'The glass roof leaks in the rain.',
  );
  expect(both).toContain('glass');
  expect(both).toContain('slate');
  expect(rebased(base, base, 'Other words.')).toBe('Other words.');
  expect(rebased(base, 'Mine alone.', base)).toBe('Mine alone.');
});

test('the pieces of a stretch of the story are its words that still stand, and nothing of mine', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const next = numbers(seed);
    const story = 'abcdefghijklmnopqrstuvwxyz';
    let [text, spans]: [string, Span[]] = [story, []];
    for (let n = 0; n < 4; n += 1) {
      const from = next(text.length + 1);
      const edit = { from, to: Math.min(text.length, from + next(5)), insert: '#'.repeat(next(3)) };
      spans = follow(spans, edit, (a, b) => text.slice(a, b));
      text = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
    }
    const start = next(story.length);
    const end = start + next(story.length - start + 1);
    const pieces = piecesIn(spans, start, end);
    const gone = spans.map(({ was }) => was).join('');
    const standing = [...story.slice(start, end)].filter((letter) => !gone.includes(letter));
    expect(pieces.map(({ from, to }) => text.slice(from, to)).join('')).toBe(standing.join(''));
    expect(pieces.every(({ from, to }) => from < to)).toBe(true);
  }
});
