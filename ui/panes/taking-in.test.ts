import { afterEach, expect, test } from 'vitest';
import { ANN } from '../api/memory/passing';
import { sampleSites, sampleStories } from '../api/memory/sample';
import { Stage, clear, settled, words } from '../tests/stage';
import FileDialog from './FileDialog.svelte';
import Stories from './Stories.svelte';

afterEach(clear);

const COURIER = 'The Marlbridge Courier';
const waiting = () => words(document.querySelector('nav section [data-row]'));
const dialog = () => words(document.querySelector('dialog'));

/** A story waits on the site. */
function there(one: Stage, site: string, merged = false): void {
  const story = { ...sampleStories()[0]!, id: 'there' };
  one.desk.travelling.there.set('71', { site, from: 'Tariq Bell', story, merged });
}

test('the site has one name, in the choice, on the button and in the list', async () => {
  const practice = sampleSites().map((site) => ({ ...site, name: 'practice' }));
  const one = new Stage(practice);
  there(one, 'practice');
  await one.show(Stories, () => ({}));
  await one.screen.inbox.fetch();
  await settled();
  expect(waiting()).toContain(`On ${COURIER}, not fetched yet`);
  await one.show(FileDialog, () => ({}));
  expect(dialog()).toContain(`File to ${COURIER}`);
  expect(dialog()).not.toContain('practice');
});

test('a packet that is stopped while it is opened leaves no story but in the bin, and it comes back', async () => {
  const one = new Stage(sampleSites());
  const { packets } = one.desk.travelling;
  const path = 'a.story';
  const story = { ...sampleStories()[0]!, id: 'came', status: 'draft' as const };
  const rest = {
    merged: false,
    taken: [],
    overruled: [],
    conflicts: [],
    undecided: null,
    sentences: [],
  };
  const received = { story, new: true, ...rest };
  packets.set(path, received);
  const status = () => one.desk.stories.find(({ id }) => id === received.story.id)?.status;
  const told = () => one.screen.toasts.shown.at(-1)!;
  const stopped = async (confirmed: string | null) => {
    const read = one.screen.packets.read(path, confirmed);
    one.screen.comingIn.work.stop();
    await read;
  };
  await stopped(null);
  expect(one.screen.packets.asked).toBeNull();
  expect([told().text, status()]).toEqual([
    'Stopped. Nothing of the packet was taken in.',
    undefined,
  ]);
  await stopped(ANN.key);
  expect(status()).toBe('spiked');
  told().action!.run();
  await settled();
  expect(status()).toBe('draft');
  packets.set(path, { ...received, new: false });
  await stopped(ANN.key);
  expect(told().text).toContain('taken in before it could be stopped');
});

test('a post that was made one with what stood here says so, and shows what changed', async () => {
  const one = new Stage(sampleSites());
  there(one, COURIER, true);
  await one.show(Stories, () => ({}));
  await one.screen.inbox.fetch();
  await settled();
  document.querySelector<HTMLElement>('nav section [data-row]')?.click();
  await settled();
  await settled();
  const told = one.screen.toasts.shown.at(-1)!;
  expect(told.text).toContain('what was handed in there was made one with what stood here');
  expect(told.action?.label).toBe('Show what changed');
  clear();
  const other = new Stage(sampleSites());
  there(other, COURIER);
  await other.show(Stories, () => ({}));
  await other.screen.inbox.fetch();
  await settled();
  document.querySelector<HTMLElement>('nav section [data-row]')?.click();
  await settled();
  await settled();
  expect(other.screen.toasts.shown.map(({ text }) => text)).toEqual([]);
});

test('one that was changed on its site and here is shown with both texts as it is fetched', async () => {
  const one = new Stage(sampleSites());
  there(one, COURIER);
  await one.show(Stories, () => ({}));
  await one.screen.inbox.fetch();
  await settled();
  const conflict = { spot: { kind: 'headline' }, base: 'A', mine: 'B', theirs: 'C' } as const;
  const both = { number: 7, story: 'there', conflicts: [conflict], taken: [] };
  const about = { headline: 'B', version: 1, from: 'Tariq Bell', site: COURIER };
  one.desk.travelling.undecided.push({ ...both, ...about, since: '2026-11-25T09:30:00Z' });
  document.querySelector<HTMLElement>('nav section [data-row]')?.click();
  await settled();
  await settled();
  expect(one.screen.layout.dialog).toBe('received');
  expect(one.screen.packets.settling?.number).toBe(7);
});
