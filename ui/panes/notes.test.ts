import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playReview } from '../api/memory/played';
import { Stage, button, clear, press, settled, type, words } from '../tests/stage';
import Notes from './Notes.svelte';

beforeEach(() => {
  Element.prototype.scrollIntoView = () => {};
});
afterEach(clear);

async function stage(play = true) {
  const one = new Stage();
  one.desk.state.byline = 'By Jo Smith';
  if (play) playReview(one.desk);
  await one.show(Notes, ({ open }) => ({ open }));
  return one;
}

const cards = () => [...document.querySelectorAll<HTMLElement>('article')];
const card = (said: string) => cards().find((one) => words(one).includes(said))!;
const copy = (one: Stage) => one.desk.stories[0]!.copy;

test('threads stand in the order the story is read, then what has no place', async () => {
  await stage();
  const labels = cards().map((one) => one.getAttribute('aria-label'));
  expect(labels.slice(0, 3)).toEqual([
    'Suggested by Ann Moss: delete “Library reopens”, insert “Reading room reopens”.',
    'Suggested by Ann Moss: delete “two years and a month”, insert “twenty-five months”.',
    'Note by Ann Moss: The council’s report says a quarter. Which is it?',
  ]);
  const headings = [...document.querySelectorAll('h2')].map(words);
  expect(headings).toEqual(['Lost their place', 'About the whole story']);
  expect(words(card('still head librarian'))).toContain('the head librarian');
});

test('a suggestion accepted is in the story, and the story as it was is one press away', async () => {
  const one = await stage();
  const before = copy(one).headline;
  await press('Accept', card('Reading room reopens'));
  expect(copy(one).headline).toBe('Reading room reopens after two-year repair');
  expect(one.open.story.copy.headline).toBe(copy(one).headline);
  expect(one.last('review_accept')).toMatchObject({ base_version: 4 });
  one.screen.toasts.shown.at(-1)!.action!.run();
  await settled();
  expect(copy(one).headline).toBe(before);
  expect(button('Accept', card('Reading room reopens'))).toBeDefined();
});

test('a suggestion rejected leaves the story, is closed, and is opened again by Undo', async () => {
  const one = await stage();
  const before = copy(one).body;
  await press('Reject', card('twenty-five months'));
  expect(copy(one).body).toBe(before);
  expect(words(card('twenty-five months'))).toContain('Rejected by you');
  one.screen.toasts.shown.at(-1)!.action!.run();
  await settled();
  expect(button('Reject', card('twenty-five months'))).toBeDefined();
});

test('all of a person’s suggestions are accepted by one press', async () => {
  const one = await stage();
  await press('Accept all');
  expect(copy(one).headline).toContain('Reading room');
  expect(copy(one).body).toContain('twenty-five months');
  expect(copy(one).body).not.toContain('washing cars');
  expect(one.desk.stories[0]!.pictures[1]!.caption).toContain('on 14 October');
  expect(button('Accept all')).toBeUndefined();
});

test('a note is answered, resolved and opened again', async () => {
  const one = await stage();
  const said = 'Which is it?';
  await press('Answer', card(said));
  await type('textarea[aria-label="Answer"]', 'A third: I asked.');
  await press('Send', card(said));
  expect(words(card(said))).toContain('You');
  expect(words(card(said))).toContain('A third: I asked.');
  await press('Resolve', card(said));
  expect(words(card(said))).toContain('Resolved by you');
  expect(one.open.review.beside?.view.open).toBe(7);
  await press('Reopen', card(said));
  expect(button('Resolve', card(said))).toBeDefined();
});

test('a note about the whole story, and one about marked words', async () => {
  const one = await stage(false);
  await type('textarea', 'Shorter, please.');
  await press('Leave the note');
  expect(one.last('review_note')).toMatchObject({ text: 'Shorter, please.', part: null });
  const range = { start: 0, end: 7 };
  await one.screen.notes.ask({ part: { kind: 'headline' }, range, quote: 'Library' });
  await settled();
  await type('textarea', 'Which one?');
  await press('Leave the note');
  expect(one.last('review_note')).toMatchObject({ part: { kind: 'headline' }, range });
  expect(words(card('Which one?'))).toContain('Library');
});

test('who works here is asked before anything is said', async () => {
  const one = await stage();
  one.desk.state.byline = '';
  await one.open.review.refresh();
  await press('Accept', card('Reading room reopens'));
  expect(one.screen.layout.dialog).toBe('byline');
  expect(one.last('review_accept')).toBeUndefined();
});

test('one goes through what is open by keys, and decides where one is', async () => {
  const one = await stage();
  const { notes } = one.screen;
  expect(notes.step(1)?.head.kind).toBe('suggestion');
  expect(one.open.review.heard).toMatch(/^Suggested by Ann Moss: delete “Library reopens”/);
  const next = await notes.decide('accept');
  expect(copy(one).headline).toContain('Reading room');
  expect(next?.head.anchor?.quote).toBe('two years and a month');
  expect(notes.step(1)).toEqual(next);
  await notes.decide('reject');
  expect(words(card('twenty-five months'))).toContain('Rejected by you');
  const say = vi.spyOn(one.screen.toasts, 'say');
  expect(await notes.decide('accept')).toBeNull();
  expect(say.mock.calls[0]?.[0]).toContain('Put the caret into a suggestion');
});

test('axe finds nothing against the notes', { timeout: 30_000 }, async () => {
  await stage();
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
