import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import OutboxSign from '../editor/OutboxSign.svelte';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import OutboxDialog from './OutboxDialog.svelte';

afterEach(clear);

const rows = (list = 'Under way') => [
  ...document.querySelectorAll<HTMLElement>(`ul[aria-label="${list}"] li`),
];
const spoken = () => words(document.querySelector('dialog > [role=status]'));

/** Two stories on their way: one to a site that refuses it, one that is paused. */
async function busy() {
  const one = new Stage();
  const { desk } = one;
  const [library, bus] = desk.stories as [(typeof desk.stories)[0], (typeof desk.stories)[0]];
  const message = 'The account may not send pictures.';
  desk.outbox.trouble.set('Town Crier', { code: 'forbidden', message, hint: 'Ask for it.' });
  desk.outbox.queue(library, desk.site('Channel Post'), 'publish', null);
  const paused = desk.outbox.queue(bus, desk.site('Channel Post'), 'publish', null);
  desk.outbox.pause(paused.id);
  desk.outbox.queue(bus, desk.site('Town Crier'), 'publish', null);
  await one.show(OutboxDialog, () => ({}));
  await one.beat(3);
  return one;
}

test('what needs somebody comes first, and each says how far it is', async () => {
  await busy();
  expect(rows().map(({ dataset }) => dataset.outbox)).toEqual(['needs-you', 'sending', 'paused']);
  const [needs, sending] = rows().map(words);
  expect(needs).toContain('Bus lane on Mill Road to stay until spring Publish · Town Crier');
  expect(needs).toContain('Needs you The account may not send pictures. Ask for it.');
  expect(sending).toContain('Sending… 0 of 2 pictures, 0.7 of 1.4 MB');
  expect(document.querySelector('progress')?.value).toBeCloseTo(0.25);
});

test('only what can be done is offered', async () => {
  await busy();
  const offered = rows().map((row) =>
    [...row.querySelectorAll('.actions button')].map((one) => words(one)),
  );
  expect(offered).toEqual([
    ['Sites…', 'Try again', 'Pause', 'Cancel'],
    ['Pause', 'Cancel'],
    ['Resume', 'Cancel'],
  ]);
});

test('the next try is told, and can be made at once', async () => {
  const one = await busy();
  one.desk.outbox.offline = true;
  await one.beat(1);
  const row = () => rows().find(({ dataset }) => dataset.outbox === 'queued')!;
  expect(words(row())).toContain('Channel Post cannot be reached.');
  expect(words(row())).toContain('Next try: 10:01.');
  one.desk.outbox.offline = false;
  await press('Try now', row());
  await one.beat(20);
  expect(rows('In the last 24 hours').map(words)).toEqual([
    'Library reopens after two-year repair Channel Post Published 10:00',
  ]);
});

test('a paused one is resumed, and a cancelled one is stopped', async () => {
  const one = await busy();
  await press('Cancel', rows()[0]);
  expect(words(rows('In the last 24 hours')[0])).toContain('Stopped');
  await press('Resume', rows().at(-1));
  expect(one.last('delivery_retry')).toBeDefined();
  await one.beat(40);
  expect(rows()).toHaveLength(0);
  expect(words(document.querySelector('dialog'))).toContain('Nothing waits.');
});

test('a screen reader hears a change of state, and no byte', async () => {
  const one = await busy();
  const before = spoken();
  await one.beat(1);
  expect(spoken()).toBe(before);
  await one.beat(20);
  expect(spoken()).toBe('Library reopens after two-year repair, Channel Post: Published.');
});

test('what another program sent is seen', async () => {
  const one = await busy();
  const headline = 'Sent without a screen';
  const story = { ...one.desk.stories[0]!, copy: { ...one.desk.stories[0]!.copy, headline } };
  one.desk.outbox.queue(story, one.desk.site('County Record'), 'file', null);
  one.tell({ what: 'stories' });
  await settled();
  expect(rows().map(words).join()).toContain(headline);
});

test('a picture’s bytes make nobody read all stories again', async () => {
  const one = await busy();
  one.calls.length = 0;
  await one.beat(1);
  expect(one.calls.map(({ name }) => name)).not.toContain('story_list');
  await one.beat(20);
  expect(
    one.calls.map(({ name }) => name),
    'one arrived',
  ).toContain('story_list');
});

test('what the desk refuses is said in the dialog', async () => {
  const one = await busy();
  one.desk.handlers.delivery_cancel = () => {
    throw { code: 'illegal-move', message: 'It may already be public.', hint: 'Let it try again.' };
  };
  await press('Cancel', rows()[0]);
  expect(words(document.querySelector('dialog'))).toContain(
    'It may already be public. Let it try again.',
  );
});

test('a headline opens its story', async () => {
  const one = await busy();
  one.screen.layout.dialog = 'outbox';
  await press('Bus lane on Mill Road to stay until spring', rows()[0]);
  expect(one.open.story.copy.headline).toMatch(/^Bus lane/);
  expect(one.screen.layout.dialog).toBeNull();
  expect(one.screen.layout.tab).toBe('publish');
});

test('the sign is there only while something waits, and says so if it needs somebody', async () => {
  const one = new Stage();
  const { outbox } = one.desk;
  await one.show(OutboxSign, ({ screen }) => ({ screen, tooltip: 'Outbox' }));
  expect(document.querySelector('button')).toBeNull();
  outbox.queue(one.desk.stories[0]!, one.desk.site('Town Crier'), 'publish', null);
  await one.beat(1);
  expect(button('Outbox: 1 on its way')).toBeDefined();
  const forbidden = { code: 'forbidden', message: 'No.', hint: 'Ask.' } as const;
  outbox.trouble.set('Town Crier', forbidden);
  await one.beat(1);
  await press('Outbox: 1 needs you');
  expect(one.screen.layout.dialog).toBe('outbox');
});

test('axe finds nothing against the outbox', async () => {
  await busy();
  await settled();
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
