import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { ANN } from '../api/memory/passing';
import { ME } from '../api/memory/review';
import { sampleSites } from '../api/memory/sample';
import { Stage, button, clear, press, settled, type, words } from '../tests/stage';
import AssignDialog from './AssignDialog.svelte';
import Stories from './Stories.svelte';

afterEach(clear);

const group = () => document.querySelector('nav section');
const waiting = () => [...(group()?.querySelectorAll('[data-row]') ?? [])].map(words);

/** The stories of an editor: one was handed in and read. */
async function editor() {
  const one = new Stage(sampleSites());
  const site = 'The Marlbridge Courier';
  one.desk.travelling.came.set(one.desk.stories[1]!.id, { from: 'Jo Smith', site, unread: false });
  await one.show(Stories, () => ({}));
  await settled();
  return one;
}

/** Shows whom the story can be given to. */
async function choosing(one: Stage) {
  await one.show(AssignDialog, () => ({}));
  await one.screen.openStory(one.desk.stories[1]!.id);
  await settled();
}

const BEN = { name: 'Ben Hart', key: 'c3' };
const options = () => [...document.querySelectorAll('[role=option]')].map(words);

test('a story is assigned to a colleague by keyboard, and that is undone', async () => {
  const one = await editor();
  one.desk.colleagues = [ANN, BEN];
  const bus = one.desk.stories[1]!;
  await one.screen.openStory(bus.id);
  await settled();
  await press('Assign…');
  expect(one.screen.layout.dialog).toBe('assign');
  await choosing(one);
  expect(options()).toEqual(['Ann Morgan', 'Ben Hart', 'Yourself']);
  const rules = { region: { enabled: false }, 'color-contrast': { enabled: false } };
  expect((await axe.run(document.body, { rules })).violations.map(({ id }) => id)).toEqual([]);
  await type('dialog input', 'ben');
  const input = document.querySelector('dialog input')!;
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await settled();
  expect(one.last('review_assign')).toEqual({ id: bus.id, to: 'c3' });
  expect(waiting()[0]).toContain('In the hands of Ben Hart');
  expect(button('Take')).toBeUndefined();
  const toast = one.screen.toasts.shown.at(-1)!;
  expect(toast.text).toBe('“Bus lane on Mill Road to stay until spring” is assigned to Ben Hart.');
  toast.action!.run();
  await settled();
  expect(one.last('review_assign')).toEqual({ id: bus.id, to: null });
  expect(waiting()[0]).not.toContain('In the hands');
});

test('an account that only hands in assigns nothing, and a returned story waits', async () => {
  const sites = sampleSites().map((site) => ({
    ...site,
    account: { ...site.account!, can_publish: false },
  }));
  const one = new Stage(sites);
  const bus = one.desk.stories[1]!;
  bus.status = 'returned';
  one.desk.travelling.came.set(bus.id, { from: 'Ann Morgan', site: null, unread: false });
  await one.show(Stories, () => ({}));
  await one.screen.openStory(bus.id);
  await settled();
  expect(waiting()[0]).toContain('Returned · From Ann Morgan');
  expect(button('Take')).toBeDefined();
  expect(button('Assign…')).toBeUndefined();
  one.screen.inbox.askWhom();
  expect(one.screen.layout.dialog).toBeNull();
  expect(one.screen.toasts.shown.at(-1)!.text).toContain('gives none to anybody');
});

test('where nobody is known, a sentence says who will be', async () => {
  const one = await editor();
  await choosing(one);
  expect(words(document.querySelector('dialog'))).toContain('Nobody is known here yet.');
  expect(options()).toEqual([]);
});

test('what a colleague assigned to me stands first, says so, and is told once', async () => {
  const one = await editor();
  const [bus] = [one.desk.stories[1]!];
  const second = structuredClone(bus);
  Object.assign(second, { id: 'second', updated: '2026-11-24T08:00:00Z' });
  one.desk.stories.push(second);
  const me = { name: 'Jo Smith', key: ME };
  const passed = { approvals: [], holder: me, assignedBy: ANN, handedIn: true, filed: null };
  one.desk.passed.set(bus.id, passed);
  await one.screen.inbox.fetch();
  await settled();
  expect(waiting()[0]).toContain('Assigned to you by Ann Morgan');
  const said = one.screen.toasts.shown.filter(({ text }) => text.includes('assigned'));
  expect(said.map(({ text }) => text)).toEqual([
    'Ann Morgan assigned “Bus lane on Mill Road to stay until spring” to you.',
  ]);
  one.screen.toasts.shown = [];
  await one.screen.inbox.fetch();
  expect(one.screen.toasts.shown.filter(({ text }) => text.includes('assigned'))).toEqual([]);
});
