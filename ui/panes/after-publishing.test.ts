import { afterEach, expect, test } from 'vitest';
import { refusal } from '../tests/support';
import { Stage, button, clear, press, settled, tickBox, words } from '../tests/stage';
import AfterPublishing from '../editor/AfterPublishing.svelte';
import CorrectDialog from './CorrectDialog.svelte';
import WithdrawDialog from './WithdrawDialog.svelte';

afterEach(clear);

const dialog = () => words(document.querySelector('dialog'));

/** A stage with the story public on two sites, in review on one and taken off another. */
async function published(pane: typeof CorrectDialog) {
  const one = new Stage();
  const { outbox, stories } = one.desk;
  const story = stories[0]!;
  story.status = 'published';
  outbox.place(story.id, 'Town Crier', 'public');
  outbox.place(story.id, 'Channel Post', 'public');
  outbox.place(story.id, 'County Record', 'pending');
  outbox.place(story.id, 'The Marlbridge Courier', 'withdrawn');
  await one.show(pane, () => ({}));
  return one;
}

async function write(note: string): Promise<void> {
  const field = document.querySelector('textarea')!;
  field.value = note;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

const submit = async () => {
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
};

test('a correction goes to every site that shows the story, with its note', async () => {
  const one = await published(CorrectDialog);
  expect(dialog()).toContain('Readers get it on 2 sites: Town Crier, Channel Post.');
  expect(button('Correct on 2 sites')?.disabled, 'nothing is said yet').toBe(true);
  one.screen.layout.dialog = 'correct';
  const before = one.open.saves.version;
  await write('The repair cost £1.4m.');
  await submit();
  const { id } = one.open;
  const note = 'The repair cost £1.4m.';
  expect(one.last('correct')).toEqual({ id, base_version: before, note });
  expect(one.screen.layout.dialog).toBeNull();
  expect(one.screen.layout.tab).toBe('publish');
  expect(one.open.story.copy.body).toContain(note);
  await one.beat(20);
  const ends = one.screen.deliveries.all.map(({ site, release, state }) => [site, release, state]);
  expect(ends).toContainEqual(['Town Crier', 'correct', 'delivered']);
  expect(ends).toContainEqual(['Channel Post', 'correct', 'delivered']);
  expect(ends).toHaveLength(2);
  expect(one.open.story.status).toBe('corrected');
});

test('a refused correction says why in the dialog, and keeps the note', async () => {
  const one = await published(CorrectDialog);
  one.desk.handlers.correct = () => {
    throw refusal('invalid', 'The story is not ready: no credit.', 'Put that right.');
  };
  one.screen.layout.dialog = 'correct';
  await write('A note');
  await submit();
  expect(dialog()).toContain('The story is not ready: no credit. Put that right.');
  expect(one.screen.layout.dialog).toBe('correct');
  expect(document.querySelector('textarea')?.value).toBe('A note');
});

test('withdrawing lists every place, and takes the story off all of them with one call', async () => {
  const one = await published(WithdrawDialog);
  const listed = [...document.querySelectorAll('label')].map(words);
  expect(listed).toEqual(['Town Crier', 'Channel Post', 'County Record']);
  expect(dialog()).toContain('https://crier.example/local-news/library-reopens');
  await press('Withdraw from 3 sites');
  const asked = one.calls.filter(({ name }) => name === 'withdraw').map(({ args }) => args);
  expect(asked).toEqual([{ id: one.open.id, site: null }]);
  await one.beat(10);
  expect(one.screen.deliveries.places.map(({ stage }) => stage)).toEqual(
    Array.from({ length: 4 }, () => 'withdrawn'),
  );
});

test('a site without its tick keeps the story', async () => {
  const one = await published(WithdrawDialog);
  await tickBox('Town Crier');
  await tickBox('County Record');
  await press('Withdraw from Channel Post');
  expect(one.last('withdraw')).toEqual({ id: one.open.id, site: 'Channel Post' });
  await one.beat(10);
  const stage = (name: string) =>
    one.screen.deliveries.places.find(({ site }) => site === name)?.stage;
  expect(stage('Town Crier')).toBe('public');
  expect(stage('Channel Post')).toBe('withdrawn');
  expect(one.open.story.status, 'readers still have it elsewhere').toBe('published');
});

test('nothing ticked withdraws nothing', async () => {
  await published(WithdrawDialog);
  for (const site of ['Town Crier', 'Channel Post', 'County Record']) await tickBox(site);
  expect(button('Withdraw from 0 sites')?.disabled).toBe(true);
});

test('who only hands in is told who puts right what readers have, and takes back what they do not', async () => {
  const one = new Stage();
  const { outbox, stories, sites } = one.desk;
  const story = stories[0]!;
  story.status = 'published';
  const site = sites.find(({ name }) => name === 'Town Crier')!;
  site.account = { ...site.account!, can_publish: false };
  outbox.place(story.id, 'Town Crier', 'public');
  await one.show(AfterPublishing, ({ open, screen }) => ({ open, screen }));
  expect(words(document.body)).toContain('an editor can correct it');
  expect([button('Correct…'), button('Withdraw…')]).toEqual([undefined, undefined]);
  outbox.place(story.id, 'Town Crier', 'pending');
  await one.screen.deliveries.refresh();
  await settled();
  expect(button('Withdraw…')).toBeDefined();
});
