// @vitest-environment node
import { expect, test } from 'vitest';
import type { ReviewThread, ReviewView } from '../api/bindings';
import {
  beside,
  does,
  groups,
  partKey,
  partOf,
  samePerson,
  spoken,
  suggesters,
} from './review-words';

const ANN = { name: 'Ann', key: 'a' };
const ME = { name: 'Jo', key: 'j' };
const AT = '2026-11-25T10:00:00Z';
const anchor = (quote: string) => ({
  ...{ part: { kind: 'body' as const }, quote, before: '', after: '', at: 0 },
});

function suggestion(id: string, more: Partial<ReviewThread> = {}, by = ANN): ReviewThread {
  const head = {
    kind: 'suggestion' as const,
    id,
    by,
    at: AT,
    anchor: anchor('old'),
    instead: 'new',
  };
  const place = { part: { kind: 'body' as const }, range: { start: 0, end: 3 } };
  return { head, replies: [], open: true, place, overlaps: [], ...more };
}

const view = (more: Partial<ReviewView>): ReviewView => ({
  ...{ placed: [], unplaced: [], general: [], past: [], open: 0 },
  ...more,
});

test('the keys tell who somebody is, and the names where one of both has no key yet', () => {
  expect(samePerson(ANN, { name: 'Annie', key: 'a' })).toBe(true);
  expect(samePerson(ANN, { name: 'Ann', key: 'b' })).toBe(false);
  expect(samePerson(ANN, { name: 'Ann', key: '' })).toBe(true);
  expect(samePerson({ name: 'Jo', key: '' }, { name: 'Ann', key: '' })).toBe(false);
});

test('a thread is said in one sentence, for who cannot see it', () => {
  expect(spoken(suggestion('1'), ME)).toBe('Suggested by Ann: delete “old”, insert “new”.');
  expect(spoken(suggestion('1', {}, ME), ME)).toMatch(/^Suggested by you:/);
  const note = { kind: 'note' as const, id: '2', by: ANN, at: AT, text: 'Which is it?' };
  const reply = { id: '3', by: ME, at: AT, text: 'A third.' };
  const thread = { head: note, replies: [reply], open: true, overlaps: [] };
  expect(spoken(thread, ME)).toBe('Note by Ann: Which is it? Answers: 1.');
});

test('what cannot be seen in a change is named', () => {
  expect(does(' ', '')).toBe('delete a space');
  expect(does('', '\n\n')).toBe('insert a line break');
  expect(does('', 'one\n\ntwo')).toBe('insert “one ¶ two”');
  expect(does('', '![](roof.jpg)')).toBe('insert “picture roof.jpg”');
});

test('what its author took back is shown only if somebody answered', () => {
  const settled = { by: ANN, at: AT, how: 'taken-back' as const };
  const gone = suggestion('1', { open: false });
  Object.assign(gone.head, { settled });
  const answered = { ...gone, replies: [{ id: '2', by: ME, at: AT, text: 'A pity.' }] };
  expect(groups(view({ placed: [gone] })).closed).toEqual([]);
  expect(groups(view({ past: [answered] })).closed).toEqual([answered]);
});

test('all of a person can be decided at once where there is more than one', () => {
  const placed = [suggestion('1'), suggestion('2', {}, ME), suggestion('3')];
  expect(suggesters(view({ placed }))).toEqual([{ person: ANN, ids: ['1', '3'] }]);
});

test('one goes from thread to thread as the story is read, past what is closed', () => {
  const all = view({
    placed: [suggestion('1'), suggestion('2', { open: false }), suggestion('3')],
  });
  const ids = (from: string | null, by: 1 | -1) => beside(all, from, by)?.head.id;
  expect([ids(null, 1), ids('1', 1), ids('3', 1)]).toEqual(['1', '3', '1']);
  expect([ids(null, -1), ids('1', -1), ids('3', -1)]).toEqual(['3', '3', '1']);
  expect(beside(view({}), null, 1)).toBeNull();
});

test('a part is known by the name of its field, and back', () => {
  const part = { kind: 'caption', picture: 'a:b.jpg' } as const;
  expect(partKey(part)).toBe('picture:a:b.jpg:caption');
  expect(partOf(partKey(part))).toEqual(part);
  expect(partOf('headline')).toEqual({ kind: 'headline' });
  expect(partOf('section')).toBeNull();
});
