import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { editThere, type Elsewhere } from '../api/memory/comparing';
import { playConflict } from '../api/memory/played';
import type { Wording } from '../api/bindings';
import AfterPublishing from '../editor/AfterPublishing.svelte';
import { refusal } from '../tests/support';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import Publish from './Publish.svelte';
import SiteConflictDialog from './SiteConflictDialog.svelte';

afterEach(clear);

const SITE = 'Town Crier';
const dialog = () => document.querySelector('dialog')!;
const status = () => words(dialog().querySelector('[role=status]'));
const buttons = () => [...dialog().querySelectorAll('[data-variant]')].map(words);
const primary = () => words(dialog().querySelector('[data-variant=primary]'));
const group = (name: string) =>
  [...dialog().querySelectorAll('fieldset')].find(
    (one) => words(one.querySelector('legend')) === name,
  )!;
const radios = (name: string) => [...group(name).querySelectorAll('input')];
const section = (title: string) =>
  words([...dialog().querySelectorAll('h3')].find((one) => words(one) === title)?.parentElement);

async function choose(name: string, choice: string): Promise<void> {
  radios(name)
    .find(({ value }) => value === choice)!
    .click();
  await settled();
}

/** A stage with the dialog open on a story that was changed here and there, and waits. */
async function conflict() {
  const one = new Stage();
  playConflict(one.desk);
  one.desk.outbox.beat();
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  return one;
}

/** The same with nothing on its way, and the site's text as `edit` leaves it. */
async function atRest(edit: (theirs: Wording) => void, more: Partial<Elsewhere> = {}) {
  const one = new Stage();
  const story = one.desk.stories[0]!;
  one.desk.outbox.place(story.id, SITE, 'public');
  editThere(one.desk, story.id, SITE, edit, more);
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  return one;
}

test('it says what was changed there, here and on both sides, and since when', async () => {
  await conflict();
  expect(status()).toBe(
    'Somebody changed 7 things on Town Crier, last on Wed 25 Nov, 10:00 GMT. ' +
      '1 place was changed on both sides: choose which text stands.',
  );
  const there = section('Changed on Town Crier');
  expect(there).toContain('Was Marlbridge Library has spent £1.4m');
  expect(there).toContain('Now Marlbridge Library has spent £1.45m');
  expect(there).toContain('Caption of reading-room.jpg');
  expect(there).toContain('Was Nothing: this is new. Now The mayor cuts the ribbon at ten.');
  const marked = [...dialog().querySelectorAll('li mark')].map(words);
  expect(marked, 'only the words that differ').toContain('£1.45m');
  expect(section('Changed here')).toContain('Standfirst');
  expect(section('Pictures added there')).toContain('mayor.jpg');
  expect(words(dialog())).toContain('This cannot come along');
  expect(words(dialog())).toContain('form Sign up for the reopening');
  expect(buttons()).toEqual([
    'Use both and publish',
    'Use mine and publish',
    'Use theirs',
    'Close',
  ]);
  expect(primary()).toBe('Use both and publish');
});

test('each conflict is a group of radio buttons with mine chosen, and nothing is wrong for a screen reader', async () => {
  await conflict();
  expect(radios('Headline').map(({ value, checked }) => [value, checked])).toEqual([
    ['mine', true],
    ['theirs', false],
    ['both', false],
  ]);
  const about = radios('Headline').map((one) => one.getAttribute('aria-describedby'));
  expect(about[1]!.split(' ').map((id) => words(document.getElementById(id)))).toEqual([
    'On Town Crier',
    'Library on Corn Street reopens',
  ]);
  const { violations } = await axe.run(dialog(), {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('both goes out with a choice for each conflict, and the page shows the text it made', async () => {
  const one = await conflict();
  const before = one.open.saves.version;
  await choose('Headline', 'theirs');
  await press('Use both and publish');
  expect(one.last('site_settle')).toEqual({
    ...{ id: one.open.id, base_version: before, site: SITE, seen: '2', send: true },
    taking: { kind: 'merged', choices: ['theirs'] },
  });
  const { copy, pictures } = one.open.story;
  expect(copy.headline).toBe('Library on Corn Street reopens');
  expect(copy.standfirst, 'mine').toBe('Corn Street reading room is back, with longer hours');
  expect(copy.body, 'theirs').toContain('£1.45m');
  expect(pictures[0]!.caption).toContain('last week');
  expect(one.open.saves.version).toBeGreaterThan(before);
  expect(one.screen.layout.dialog).toBeNull();
  expect(one.screen.layout.tab).toBe('publish');
  await one.beat(30);
  expect(one.screen.deliveries.latest(SITE)?.state).toBe('delivered');
});

test('mine is sent as it stands', async () => {
  const one = await conflict();
  const body = one.open.story.copy.body;
  await press('Use mine and publish');
  expect(one.last('site_settle')).toMatchObject({ taking: { kind: 'mine' }, send: true });
  expect(one.open.story.copy.body).toBe(body);
});

test('theirs takes the page, and nothing is sent', async () => {
  const one = await conflict();
  await press('Use theirs');
  expect(one.last('site_settle')).toMatchObject({ taking: { kind: 'theirs' }, send: false });
  expect(one.open.story.copy.headline).toBe('Library on Corn Street reopens');
  expect(one.screen.deliveries.all.map(({ state }) => state)).toEqual(['failed']);
});

test('what is typed is saved before the site is asked', async () => {
  const one = await conflict();
  const asked = () => one.calls.map(({ name }) => name);
  one.calls.length = 0;
  one.open.editCopy({ byline: 'By Jo Smith' });
  await press('Use theirs');
  expect(asked().indexOf('save_copy')).toBeGreaterThanOrEqual(0);
  expect(asked().indexOf('save_copy')).toBeLessThan(asked().indexOf('site_settle'));
});

test('a site changed once more is said in the dialog, and is compared again', async () => {
  const one = await conflict();
  const { id } = one.open;
  editThere(one.desk, id, SITE, ({ copy }) => (copy.byline = 'By the newsroom'), { seen: '3' });
  await press('Use both and publish');
  expect(words(dialog().querySelector('[role=alert]'))).toContain(
    'once more while you were looking',
  );
  expect(one.screen.layout.dialog, 'it stays open').toBe('site-conflict');
  expect(button('Use both and publish')?.disabled).toBe(true);
  await press('Compare again');
  expect(document.activeElement).toBe(dialog().querySelector('[role=status]'));
  expect(section('Changed on Town Crier')).toContain('Now By the newsroom');
  expect(dialog().querySelector('[role=alert]')).toBeNull();
  await press('Use both and publish');
  expect(one.last('site_settle')).toMatchObject({ seen: '3' });
  expect(one.open.story.copy.byline).toBe('By the newsroom');
});

test('a story saved elsewhere while the person looks is not settled with the version it has now', async () => {
  const one = await conflict();
  one.desk.change(one.open.id, null, ({ copy }) => (copy.dateline = 'Marlbridge'));
  await one.open.refresh();
  await press('Use mine and publish');
  expect(words(dialog().querySelector('[role=alert]'))).toContain('Changed in two places');
  await press('Compare again');
  await press('Use mine and publish');
  expect(one.screen.layout.dialog).toBeNull();
});

test('a site that cannot be asked says so, and can be asked again', async () => {
  const one = new Stage();
  playConflict(one.desk);
  const { site_compare } = one.desk.handlers;
  one.desk.handlers.site_compare = () => {
    throw refusal('unreachable', 'Town Crier cannot be reached.', 'Try again later.');
  };
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  expect(words(dialog())).toContain('Town Crier cannot be reached. Try again later.');
  expect(buttons()).toEqual(['Try again']);
  one.desk.handlers.site_compare = site_compare;
  await press('Try again');
  expect(status()).toContain('Somebody changed');
});

test('while the site is asked the dialog says so', async () => {
  const one = new Stage();
  playConflict(one.desk);
  const call = one.screen.transport.call.bind(one.screen.transport);
  one.screen.transport.call = (name, args) =>
    name === 'site_compare' ? new Promise(() => {}) : call(name, args);
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  expect(status()).toBe('Asking Town Crier…');
  expect(buttons()).toEqual([]);
});

test('with nothing waiting, both is taken over without being sent', async () => {
  const one = await atRest(({ copy }) => (copy.headline = 'Library opens'));
  expect(status()).toContain('None of it is in the way of your own changes.');
  expect(buttons()).toEqual(['Use both', 'Use mine and publish', 'Use theirs', 'Close']);
  await press('Use both');
  expect(one.last('site_settle')).toMatchObject({
    ...{ send: false, taking: { kind: 'merged', choices: [] } },
  });
  expect(one.open.story.copy.headline).toBe('Library opens');
  expect(one.screen.toasts.shown.map(({ text }) => text)).toContain(
    'What Town Crier has is taken over. Nothing was sent.',
  );
});

test('where there is no difference there is nothing to do but close', async () => {
  const one = await atRest(() => {});
  expect(status()).toBe('The story says the same here and on Town Crier.');
  expect(buttons()).toEqual(['Close']);
  await press('Close', dialog().querySelector('.all')!);
  expect(one.screen.layout.dialog).toBeNull();
});

test('a site whose words nobody changed does not keep mine waiting', async () => {
  const one = new Stage();
  const story = one.desk.stories[0]!;
  editThere(one.desk, story.id, SITE, () => {});
  one.desk.outbox.queue(story, one.desk.site(SITE), 'publish', null);
  one.desk.outbox.beat();
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  expect(buttons()).toEqual(['Use mine and publish', 'Close']);
  expect(primary()).toBe('Use mine and publish');
});

test('what was to go out at a time is not sent at once', async () => {
  const one = new Stage();
  playConflict(one.desk);
  const [waiting] = one.desk.outbox.deliveries;
  Object.assign(waiting!, { state: 'needs-you', at: '2026-11-26T06:00:00Z' });
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  expect(words(dialog())).toContain('It was to go out at Thu 26 Nov, 06:00 GMT.');
  expect(buttons()).toEqual(['Use both', 'Use mine', 'Use theirs', 'Close']);
  await press('Use mine');
  expect(one.last('site_settle')).toMatchObject({ send: false });
});

test('an account that may not publish hands in', async () => {
  const one = new Stage();
  playConflict(one.desk, 'County Record');
  one.screen.compareWith('County Record');
  await one.show(SiteConflictDialog, () => ({}));
  expect(primary()).toBe('Use both and file');
});

test('a text that mine took out stands as theirs until somebody chooses, and there is no both', async () => {
  const one = new Stage();
  const story = one.desk.stories[0]!;
  editThere(one.desk, story.id, SITE, ({ copy }) => (copy.standfirst = 'Open on Saturday'));
  story.copy.standfirst = '';
  one.screen.compareWith(SITE);
  await one.show(SiteConflictDialog, () => ({}));
  expect(radios('Standfirst').map(({ value, checked }) => [value, checked])).toEqual([
    ['mine', false],
    ['theirs', true],
  ]);
  await press('Use both');
  expect(one.last('site_settle')).toMatchObject({ taking: { choices: ['theirs'] } });
});

test('a card that stopped because the site was changed opens the comparison', async () => {
  const one = new Stage();
  playConflict(one.desk);
  await one.show(Publish, ({ open }) => ({ open }));
  await one.beat(1);
  const card = document.querySelector('[data-delivery=needs-you]')!;
  await press('Compare with the site…', card);
  expect(one.screen.layout.dialog).toBe('site-conflict');
  expect(one.screen.compared).toBe(SITE);
});

test('each place offers what was changed there, but not one the story was taken off', async () => {
  const one = new Stage();
  const { outbox, stories } = one.desk;
  outbox.place(stories[0]!.id, SITE, 'public');
  outbox.place(stories[0]!.id, 'Channel Post', 'withdrawn');
  await one.show(AfterPublishing as never, ({ open, screen }) => ({ open, screen }));
  const offers = [...document.querySelectorAll('button')].map(words);
  expect(offers.filter((name) => name.startsWith('Take over'))).toEqual([
    'Take over changes… from Town Crier',
  ]);
  await press('Take over changes… from Town Crier');
  expect(one.screen.compared).toBe(SITE);
});
