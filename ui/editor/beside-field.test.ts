import { afterEach, expect, test } from 'vitest';
import { playReview } from '../api/memory/played';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import Sheet from './Sheet.svelte';

afterEach(clear);

async function stage() {
  const one = new Stage();
  one.desk.state.byline = 'By Jo Smith';
  playReview(one.desk);
  await one.show(Sheet, ({ open }) => ({ open }));
  return one;
}

const field = (name: string) =>
  document.querySelector<HTMLTextAreaElement>(`[aria-label="${name}"]`)!;
const place = (name: string) => field(name).closest('.headline, .said')!;
const line = (name: string) => words(place(name).querySelector('li'));

async function write(name: string, text: string): Promise<void> {
  field(name).value = text;
  field(name).dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

test('a suggestion about a field stands beneath it, and is decided there', async () => {
  const one = await stage();
  expect(line('Headline')).toContain('Ann Moss suggests:');
  expect(line('Headline')).toContain('Reading room reopens');
  field('Headline').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  expect(one.open.review.heard).toMatch(/^Suggested by Ann Moss: delete “Library reopens”/);
  await press('Accept', place('Headline'));
  expect(one.desk.stories[0]!.copy.headline).toBe('Reading room reopens after two-year repair');
  expect(field('Headline').value).toBe('Reading room reopens after two-year repair');
  expect(line('Headline')).toBe('');
});

test('while suggesting a field takes what I would write, and the story stays', async () => {
  const one = await stage();
  const before = structuredClone(one.desk.stories[0]!);
  await one.screen.notes.toggle();
  await settled();
  const caption = 'Caption of reading-room.jpg';
  await write(caption, 'The new reading room on Corn Street');
  await write('Headline', 'Library opens after two-year repair');
  expect(line(caption)).toMatch(/^You suggest: .*restored.*new$/);
  await one.open.saves.flush();
  expect(one.desk.stories[0]).toEqual(before);
  // Pictures are not moved or taken off meanwhile.
  expect(button('Make lead')).toBeUndefined();
  await one.screen.notes.toggle();
  await settled();
  expect(field(caption).value).toBe('The restored reading room on Corn Street');
  expect(line(caption)).toContain('You suggest:');
  await press('Take back', place(caption));
  expect(line(caption)).toBe('');
});

test('the text holds my changes while I suggest, and the story’s words after', async () => {
  const one = await stage();
  const text = () => document.querySelector('.cm-content')!.textContent!;
  expect(text()).toContain('Ann Moss would insert: twenty-five months');
  await one.screen.notes.toggle();
  const body = { kind: 'body' } as const;
  const { suggesting } = one.open;
  // As a save would: what the editor shows follows.
  suggesting.write(body, suggesting.text(body).replace('burst pipe', 'broken pipe'));
  await one.open.saves.flush();
  await settled();
  expect(text()).toContain('You would delete: burstbroken pipe');
  expect(text()).toContain('two years and a monthAnn Moss would insert: twenty-five months after');
  await one.screen.notes.toggle();
  await settled();
  expect(text()).toContain('burstYou would insert: broken pipe');
});

test('another story opened makes suggestions of what was written', async () => {
  const one = await stage();
  const { id } = one.open;
  const mine = () =>
    one.desk.said.of(id).suggestions.filter(({ by }) => by.name === 'Jo Smith').length;
  await one.screen.notes.toggle();
  one.open.suggesting.write({ kind: 'standfirst' }, 'Corn Street is back');
  const other = one.desk.stories[1]!.id;
  await one.screen.openStory(other);
  expect(mine()).toBeGreaterThan(0);
  expect(localStorage.getItem('copydesk.suggesting')).toBeNull();
  await one.screen.openStory(id);
  expect(one.open.suggesting.on).toBe(false);
});
