// @vitest-environment node
import { expect, test } from 'vitest';
import type { Delivery } from '../api/bindings';
import { isCurrent, moved } from './deliveries.svelte';
import { openFirst } from '../tests/support';

const LANDED = '2026-11-23T10:45:00Z';
const EARLIER = '2026-11-23T09:00:00Z';

async function delivered(version: number): Promise<Delivery> {
  const { transport, open } = await openFirst();
  const sites = ['The Marlbridge Courier'];
  const args = { id: open.id, base_version: open.saves.version, sites, at: null };
  const [delivery] = await transport.call('publish', args);
  return { ...delivery!, state: 'delivered', version, updated: LANDED };
}

test('a story nobody touched since is current', async () => {
  expect(isCurrent(await delivered(4), { updated: '2026-11-23T09:00:00Z' }, 4)).toBe(true);
});

test('the move to “published” that the delivery made itself is no change', async () => {
  expect(isCurrent(await delivered(4), { updated: '2026-11-23T10:45:00.000Z' }, 5)).toBe(true);
});

test('an arrival on one site is no change for the others', async () => {
  const first = await delivered(4);
  const waits = { ...first, id: 'b', site: 'Crier', state: 'queued' as const, updated: EARLIER };
  expect(moved([waits, first], { updated: LANDED })).toBe(1);
  expect(moved([waits, first], { updated: EARLIER })).toBe(0);
  const later = { ...waits, state: 'delivered' as const, updated: '2026-11-23T11:00:00Z' };
  expect(isCurrent(later, { updated: LANDED }, 5, [later, first])).toBe(true);
  expect(isCurrent(later, { updated: LANDED }, 6, [later, first])).toBe(false);
});

test('one save after it is a change, with or without a move', async () => {
  expect(isCurrent(await delivered(4), { updated: '2026-11-23T09:00:00Z' }, 5)).toBe(false);
  expect(isCurrent(await delivered(4), { updated: LANDED }, 6)).toBe(false);
});

test('a delivery still under way is not current', async () => {
  const queued = { ...(await delivered(4)), state: 'queued' as const };
  expect(isCurrent(queued, { updated: LANDED }, 4)).toBe(false);
});

test('what was taken off is not current there, so that it can be published again', async () => {
  const off = { ...(await delivered(4)), release: 'withdraw' as const };
  expect(isCurrent(off, { updated: LANDED }, 4)).toBe(false);
});

test('an embargo set or lifted is no change of the words', async () => {
  const { transport, open } = await openFirst();
  const { version } = open.story;
  const set = { id: open.id, until: '2026-11-26 06:00' };
  open.locked(await open.saves.after(() => transport.call('embargo_set', set)));
  expect(open.story.embargo).toBe('2026-11-26T06:00:00.000Z');
  expect(open.changesSince(version)).toBe(0);
  open.editCopy({ headline: 'Other words' });
  await open.saves.flush();
  expect(open.changesSince(version)).toBe(1);
});
