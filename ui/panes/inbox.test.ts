import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { ANN } from '../api/memory/passing';
import { sampleSites, sampleStories } from '../api/memory/sample';
import type { Received } from '../api/bindings';
import { Stage, button, clear, press, settled, tickBox, words } from '../tests/stage';
import FileDialog from './FileDialog.svelte';
import ReceivedDialog from './ReceivedDialog.svelte';
import SenderDialog from './SenderDialog.svelte';
import Stories from './Stories.svelte';

afterEach(clear);

const COURIER = 'The Marlbridge Courier';
const group = () => document.querySelector('nav section');
const waiting = () => [...(group()?.querySelectorAll('[data-row]') ?? [])].map(words);
const dialog = () => words(document.querySelector('dialog'));
const sentence = { code: 'invalid', message: 'No credit.', hint: 'Add one.' } as const;

/** The stories of an editor: one was handed in and read, one is on a site still. */
async function editor() {
  const one = new Stage(sampleSites());
  const { travelling, stories } = one.desk;
  const [library] = sampleStories();
  const there = {
    ...{ ...library!, id: 'there', status: 'filed' as const },
    updated: '2026-11-25T09:30:00Z',
  };
  there.copy.headline = 'Market moves indoors';
  travelling.there.set('71', { site: COURIER, from: 'Tariq Bell', story: there });
  travelling.came.set(stories[1]!.id, { from: 'Jo Smith', site: COURIER, unread: false });
  await one.show(Stories, () => ({}));
  await one.screen.inbox.fetch();
  await settled();
  return one;
}

test('what waits stands on top, from whom and since when, and once', async () => {
  await editor();
  expect(words(group()?.querySelector('h2'))).toBe('Waiting for you 2, 1 unread');
  expect(waiting()).toEqual([
    'Unread: Market moves indoors From Tariq Bell 09:30 On The Marlbridge Courier, not fetched yet',
    'Bus lane on Mill Road to stay until spring From Jo Smith 20 Nov',
  ]);
  const rows = [...document.querySelectorAll('[data-row]')].map(words);
  expect(rows.filter((row) => row.includes('Bus lane'))).toHaveLength(1);
});

test('news of a story that is not to be passed says how it stands, and a site goes by its title', async () => {
  const one = await editor();
  const library = one.desk.stories[0]!;
  library.status = 'returned';
  one.desk.travelling.came.set(library.id, { from: COURIER, site: COURIER, unread: true });
  one.screen.sites.title = () => 'The Courier online';
  await one.screen.inbox.refresh();
  await settled();
  expect(waiting().join('\n')).toContain('Returned · From The Courier online');
});

test('one that is on its site is fetched when it is opened, and read from then on', async () => {
  const one = await editor();
  group()?.querySelector<HTMLElement>('[data-row]')?.click();
  await settled();
  expect(one.last('inbox_take_in')).toEqual({ site: COURIER, remote: '71' });
  expect(one.open.story.copy.headline).toBe('Market moves indoors');
  expect(waiting()[0]).toBe('Market moves indoors From Tariq Bell 09:30');
});

test('what waits on a site is told where there is no story yet', async () => {
  const one = await editor();
  one.desk.stories.length = 0;
  await one.screen.stories.refresh();
  await settled();
  expect(document.body.textContent).toContain('No stories yet.');
  expect(waiting()[0]).toContain('Market moves indoors');
});

test('a story is taken in hand, and let go', async () => {
  const one = await editor();
  const bus = one.desk.stories[1]!;
  await one.screen.openStory(bus.id);
  await settled();
  await press('Take');
  expect(one.last('review_take')).toEqual({ id: bus.id });
  expect(waiting()[1]).toBe(
    'Bus lane on Mill Road to stay until spring From Jo Smith 20 Nov In your hands',
  );
  await press('Let go');
  expect(waiting()[1]).toBe('Bus lane on Mill Road to stay until spring From Jo Smith 20 Nov');
});

test('what a colleague has in hand cannot be taken', async () => {
  const one = await editor();
  const bus = one.desk.stories[1]!;
  one.desk.passed.set(bus.id, { approvals: [], holder: ANN, handedIn: true, filed: null });
  await one.screen.openStory(bus.id);
  await one.screen.inbox.refresh();
  await settled();
  expect(waiting()[1]).toContain('In the hands of Ann Morgan');
  expect(button('Take')).toBeUndefined();
});

test('what a site brought that both changed waits for a choice, and interrupts nobody', async () => {
  const one = await editor();
  const conflict = { spot: { kind: 'headline' }, base: 'A', mine: 'B', theirs: 'C' } as const;
  const story = one.desk.stories[1]!;
  const about = { taken: [], overruled: [], conflicts: [conflict], undecided: 7 };
  const came = { new: false, merged: true, ...about, sentences: [] };
  one.desk.travelling.received.push({ story, ...came });
  await press('Fetch now');
  expect(one.screen.layout.dialog).toBeNull();
  const row = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const both = row.find((one) => words(one).includes('Two texts to settle'));
  expect(words(both ?? null)).toContain('Yours and that of Jo Smith');
  both?.click();
  await settled();
  expect(one.screen.layout.dialog).toBe('received');
  expect(one.screen.packets.settling?.conflicts).toEqual([conflict]);
});

test('what is spiked waits no more, until that is undone', async () => {
  const one = await editor();
  await one.screen.openStory(one.desk.stories[1]!.id);
  await one.screen.spike();
  await settled();
  expect(waiting()).toHaveLength(1);
  one.screen.toasts.shown.at(-1)?.action?.run();
  await settled();
  expect(one.open.story.status).toBe('filed');
  expect(waiting()).toHaveLength(2);
});

test('what is approved waits no more', async () => {
  const one = await editor();
  await one.screen.openStory(one.desk.stories[1]!.id);
  await one.screen.passing.approve(one.open);
  await settled();
  expect(waiting()).toHaveLength(1);
});

test('a site that cannot be asked is told', async () => {
  const one = await editor();
  one.desk.travelling.deaf.push(COURIER);
  await press('Fetch now');
  expect(words(group())).toContain('The Marlbridge Courier cannot be reached.');
  expect(one.screen.toasts.shown.at(-1)?.text).toContain('asked again in a few minutes');
});

test('filing says what it will do, and then what it did', async () => {
  const one = new Stage();
  await one.show(FileDialog, () => ({}));
  expect(dialog()).toContain('Its editors get all of it: text, pictures, notes');
  await tickBox('Town Crier');
  expect(dialog()).toContain('Its editors get it as a pending post.');
  await tickBox('As a packet');
  expect(dialog()).toContain('Nobody needs an account for that.');
  await tickBox(COURIER);
  const base_version = one.open.saves.version;
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  expect(one.last('story_file')).toEqual({ id: one.open.id, base_version, site: COURIER });
  expect(words(document.querySelector('[role=status]'))).toBe(
    'The editors of The Marlbridge Courier get all of it.',
  );
  expect(one.open.story.status).toBe('filed');
});

test('what cannot be filed says why, and nothing was done', async () => {
  const one = new Stage();
  one.desk.handlers.story_file = () => {
    throw sentence;
  };
  await one.show(FileDialog, () => ({}));
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  expect(words(document.querySelector('[role=alert]'))).toContain('No credit. Add one.');
  expect(one.open.story.status).toBe('draft');
});

test('a packet is written where the person says, of a story that is filed by then', async () => {
  const one = new Stage(sampleSites());
  await one.show(FileDialog, () => ({}));
  await tickBox('As a packet');
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  const name = 'library-reopens-after-two-year-repair.story';
  expect(one.last('save_packet_as')).toEqual({ name });
  const path = '/home/jo/library-reopens.story';
  expect(one.last('packet_write')).toEqual({ id: one.open.id, path });
  const order = one.calls
    .map(({ name }) => name)
    .filter((name) => /^(story_file|packet)/.test(name));
  expect(order, 'whoever opens it has to see that it was handed in').toEqual([
    'story_file',
    'packet_write',
  ]);
  expect(one.open.story.status).toBe('filed');
  expect(dialog()).toContain(`The packet is ${path}.`);
});

test('nobody chose a place, so no packet was written and nothing was filed', async () => {
  const one = new Stage(sampleSites());
  one.desk.travelling.path = null;
  await one.show(FileDialog, () => ({}));
  await tickBox('As a packet');
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  expect(one.last('packet_write')).toBeUndefined();
  expect(one.open.story.status).toBe('draft');
});

/** A packet of the sample story from somebody whose key nobody knows here. */
async function packet(pane: typeof SenderDialog, more: Partial<Received> = {}) {
  const one = new Stage(sampleSites());
  const story = structuredClone(one.desk.stories[0]!);
  story.copy.headline = 'Library is open';
  const nothing = { taken: [], overruled: [], conflicts: [], undecided: null, sentences: [] };
  const received = { story, new: false, merged: true, ...nothing };
  one.desk.travelling.packets.set('a.story', { ...received, ...more });
  await one.show(pane, () => ({}));
  return one;
}

test('the first packet of somebody is taken in once they are known', async () => {
  const one = await packet(SenderDialog);
  await one.screen.packets.read('a.story');
  await settled();
  expect(one.screen.layout.dialog).toBe('sender');
  expect(dialog()).toContain('“Library is open” is signed as Ann Morgan.');
  const key = document.querySelector('[aria-label="The key of Ann Morgan"]');
  expect(key?.children).toHaveLength(6);
  expect(one.open.story.copy.headline, 'nothing was taken in yet').not.toBe('Library is open');
  await press('This is Ann Morgan');
  expect(one.last('packet_read')).toEqual({ path: 'a.story', confirmed: ANN.key });
  expect(one.open.story.copy.headline).toBe('Library is open');
  expect(one.screen.layout.dialog).toBeNull();
});

test('a sender who is not confirmed changes nothing', async () => {
  const one = await packet(SenderDialog);
  await one.screen.packets.read('a.story');
  await settled();
  await press('Cancel');
  expect(one.calls.filter(({ name }) => name === 'packet_read')).toHaveLength(1);
  expect(one.screen.packets.asked).toBeNull();
});

test('what both changed is shown, and the choice is kept', async () => {
  const conflict = { spot: { kind: 'headline' }, base: 'A', mine: 'B', theirs: 'C' } as const;
  const one = await packet(ReceivedDialog, { conflicts: [conflict], undecided: 7 });
  one.desk.travelling.confirmed.add(ANN.key);
  await one.screen.packets.read('a.story');
  await settled();
  expect(one.screen.layout.dialog).toBe('received');
  document.querySelector<HTMLInputElement>('[type=radio][value=theirs]')?.click();
  await settled();
  expect(one.screen.inbox.undecided).toHaveLength(1);
  await press('Go on with these');
  expect(one.screen.inbox.undecided).toEqual([]);
  expect(one.last('packet_settle')).toMatchObject({ number: 7, choices: ['theirs'] });
  expect(one.screen.layout.dialog).toBeNull();
});

test('what is undecided is there after a restart, and settled as the story stands by then', async () => {
  const one = new Stage(sampleSites());
  const { id, copy, version, updated } = one.desk.stories[1]!;
  const conflict = { spot: { kind: 'headline' }, base: 'A', mine: 'B', theirs: 'C' } as const;
  const of = { number: 3, story: id, headline: copy.headline, version, since: updated };
  one.desk.travelling.undecided.push({
    ...of,
    ...{ from: 'Jo Smith', site: COURIER, conflicts: [conflict], taken: [] },
  });
  await one.show(Stories, () => ({}));
  await one.screen.inbox.refresh();
  await settled();
  expect(waiting()[0]).toContain('Two texts to settle');
  await one.screen.packets.show(3);
  // Another window writes on meanwhile.
  one.desk.change(id, version, ({ copy }) => (copy.standfirst += ' Still.'));
  await expect(one.screen.packets.settle()).rejects.toMatchObject({ code: 'conflict' });
  await one.screen.packets.settle();
  expect(one.last('packet_settle')).toMatchObject({ base_version: version + 1, choices: ['mine'] });
  expect(one.screen.inbox.undecided).toEqual([]);
});

test('axe finds nothing against what waits and what is asked', async () => {
  const one = await editor();
  const rules = { region: { enabled: false }, 'color-contrast': { enabled: false } };
  const faults = async () => (await axe.run(document.body, { rules })).violations.map((a) => a.id);
  expect(await faults()).toEqual([]);
  await one.show(FileDialog, () => ({}));
  expect(await faults()).toEqual([]);
});
