import { afterEach, beforeEach, expect, test } from 'vitest';
import { saidElsewhere } from '../api/memory/review';
import type { MemoryDesk } from '../api/memory/desk';
import { openFirst, refusal, watch } from '../tests/support';
import type { MemoryTransport } from '../api/memory/transport';
import { OpenStory } from './open-story.svelte';
import { without } from './tracked';

const BODY = { kind: 'body' } as const;
const HEADLINE = { kind: 'headline' } as const;
let desk: MemoryDesk;
let transport: MemoryTransport;
let open: OpenStory;
let story: string;

beforeEach(async () => {
  localStorage.clear();
  ({ desk, transport, open } = await openFirst());
  desk.state.byline = 'By Jo Smith';
  story = open.story.copy.body;
});
afterEach(() => localStorage.clear());

const rewrite = (was: string, now: string) =>
  open.suggesting.write(BODY, open.suggesting.text(BODY).replace(was, now));
const suggestions = () => desk.said.of(open.id).suggestions.filter(({ settled }) => !settled);
/** The desk’s story, whatever is suggested about it. */
const there = () => desk.story(open.id).copy;

test('what is typed while suggesting leaves the story as it is', async () => {
  await open.suggesting.begin();
  rewrite('burst pipe', 'broken pipe');
  open.suggesting.write(HEADLINE, 'Library opens after two-year repair');
  expect(await open.saves.flush()).toBe(true);
  expect(open.saves.state).toMatchObject({ kind: 'saved', suggested: true });
  expect([there().body, open.story.copy.body]).toEqual([story, story]);
  expect(suggestions()).toEqual([]);
  const { text, spans } = open.suggesting.body!;
  expect(text).toContain('broken pipe');
  expect(without(text, spans)).toBe(story);
  expect(await open.suggesting.end()).toBe(true);
  expect(suggestions().map(({ anchor, instead }) => [anchor.quote, instead])).toEqual([
    ['burst', 'broken'],
    ['reopens', 'opens'],
  ]);
  expect(open.suggesting.text(BODY)).toBe(story);
});

test('a window that was killed goes on suggesting where it was', async () => {
  await open.suggesting.begin();
  rewrite('burst pipe', 'broken pipe');
  await open.saves.flush();
  // Nothing was said to the desk; another window opens the story.
  const again = new OpenStory(transport, await transport.call('story_open', { id: open.id }));
  expect(await again.suggesting.resume()).toBe(true);
  expect(again.suggesting.on).toBe(true);
  expect(again.suggesting.text(BODY)).toContain('broken pipe');
  await again.suggesting.end();
  expect(suggestions()).toHaveLength(1);
  const third = new OpenStory(transport, await transport.call('story_open', { id: open.id }));
  expect(await third.suggesting.resume()).toBe(false);
});

test('a story changed elsewhere keeps what was suggested, and what was being typed', async () => {
  const told: string[] = [];
  open.suggesting.tell = (text) => told.push(text);
  await open.suggesting.begin();
  rewrite('burst pipe', 'broken pipe');
  await open.saves.flush();
  desk.change(open.id, null, ({ copy }) => (copy.body = copy.body.replace('£1.4m', '£1.45m')));
  rewrite('a third', 'a quarter');
  await open.saves.flush();
  expect(await open.saves.flush()).toBe(true);
  expect(told.join()).toContain('changed somewhere else');
  const text = open.suggesting.text(BODY);
  for (const words of ['broken pipe', 'a quarter', '£1.45m']) expect(text).toContain(words);
  await open.suggesting.end();
  expect(there().body).toContain('£1.45m');
  expect(
    suggestions()
      .map(({ instead }) => instead)
      .sort(),
  ).toEqual(['broken', 'quarter']);
});

test('what is typed while the desk is asked belongs to the story', async () => {
  let typed = false;
  watch(transport, (name, when) => {
    if (name !== 'review_proposal' || when !== 'after' || typed) return;
    typed = true;
    open.editCopy({ body: story.replace('burst pipe', 'leak') });
  });
  expect(await open.suggesting.begin()).toBe(true);
  expect(there().body).toContain('a leak brought');
  expect(open.suggesting.text(BODY)).toBe(there().body);
  expect(open.suggesting.body).toMatchObject({ text: there().body, spans: [] });
});

test('a proposal the disk refuses is no end of suggesting, and nothing of it is lost', async () => {
  await open.suggesting.begin();
  transport.failing.set('review_propose', refusal('storage', 'The disk is full.', 'Make room.'));
  rewrite('burst pipe', 'broken pipe');
  expect(await open.suggesting.end()).toBe(false);
  expect(open.suggesting.on).toBe(true);
  transport.failing.clear();
  expect(await open.suggesting.end()).toBe(true);
  expect(suggestions()).toHaveLength(1);
});

test('accepting while suggesting leaves what I suggest, and can be undone', async () => {
  const id = saidElsewhere(desk, open.id, 'Ann', 'a third', { instead: 'a quarter' });
  await open.review.refresh();
  await open.suggesting.begin();
  rewrite('burst pipe', 'broken pipe');
  const { taken, undo } = await open.review.accept([id]);
  expect(taken).toBe(1);
  expect(there().body).toContain('a quarter');
  expect(open.suggesting.text(BODY)).toMatch(/broken pipe brought down a quarter/);
  await undo();
  expect(there().body).toBe(story);
  expect(open.suggesting.text(BODY)).toMatch(/broken pipe brought down a third/);
  const [anns] = desk.said.of(open.id).suggestions.filter((one) => one.id === id);
  expect(anns?.settled?.how).toBe('reopened');
});
