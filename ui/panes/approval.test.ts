import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import ReturnedNote from '../editor/ReturnedNote.svelte';
import { ANN, approve, handIn, lapse, sendBack } from '../api/memory/passing';
import { sampleSites } from '../api/memory/sample';
import { statusWords } from '../state/passing-words';
import { refusal } from '../tests/support';
import { Stage, button, clear, press, settled, tickBox, type, words } from '../tests/stage';
import History from './History.svelte';
import Publish from './Publish.svelte';
import ReturnDialog from './ReturnDialog.svelte';

afterEach(clear);

const COURIER = 'The Marlbridge Courier';
const line = () => words(document.querySelector('[data-approval] p'));
const main = () => words(document.querySelector('button[data-variant=primary]'));

/** The panel of a story that was handed in, and what else happened to it before it was opened. */
async function handedIn(before: (one: Stage, id: string) => void = () => {}) {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[0]!;
  handIn(one.desk, id);
  before(one, id);
  await one.show(Publish, ({ open }) => ({ open }));
  return one;
}

async function write(one: Stage, headline: string): Promise<void> {
  one.open.editCopy({ headline });
  await one.open.saves.flush();
  await one.screen.saved();
  await settled();
}

test('what nobody handed in is published by whoever wrote it', async () => {
  const one = new Stage(sampleSites());
  await one.show(Publish, ({ open }) => ({ open }));
  expect(document.querySelector('[data-approval]')).toBeNull();
  expect(main()).toBe(`Publish to ${COURIER}`);
});

test('what was handed in is approved, then published', async () => {
  const one = await handedIn();
  expect(line()).toBe('Handed in, not approved yet.');
  expect(button(`Publish to ${COURIER}`)).toBeUndefined();
  await press('Approve this text');
  const { id } = one.open;
  expect(one.last('story_approve')).toEqual({ id, base_version: one.open.saves.version });
  expect(line()).toBe('Approved by you at 10:00: exactly this text.');
  expect(one.open.story.status).toBe('approved');
  expect(main()).toBe(`Publish to ${COURIER}`);
});

test('any change reopens it and can be looked at', async () => {
  const one = await handedIn();
  await press('Approve this text');
  await write(one, 'Another headline');
  expect(line()).toBe('Changed since you approved it at 10:00.');
  expect(one.open.story.status, 'the list and the page say so too').toBe('filed');
  expect(main()).toBe('Approve this text');
  const { since } = one.screen.passing;
  await press('Show what changed');
  expect(one.screen.layout.dialog).toBe('compare');
  expect(one.screen.texts.pair).toEqual({ old: since, new: null });
});

test('somebody else’s approval is shown and does not count', async () => {
  await handedIn(({ desk }, id) => approve(desk, id, ANN));
  expect(line()).toBe(
    'Approved by Ann Morgan at 10:00: exactly this text. You have not approved it yet.',
  );
  await press('Approve this text');
  expect(line()).toBe('Approved by you at 10:00: exactly this text.');
});

test('what was taken off goes out again only once it is approved anew', async () => {
  const one = await handedIn();
  await press('Approve this text');
  lapse(one.desk, one.open.id);
  one.desk.story(one.open.id).status = 'withdrawn';
  await one.screen.passing.refresh();
  await one.open.refresh();
  await settled();
  expect(line()).toBe(
    'Approved by you at 10:00. It was taken off since, so it is to be approved anew.',
  );
  expect(main()).toBe('Approve this text');
  await press('Approve this text');
  expect(main()).toBe(`Publish to ${COURIER}`);
});

test('handing in again needs nobody’s approval', async () => {
  const one = new Stage();
  handIn(one.desk, one.desk.stories[0]!.id);
  await one.show(Publish, ({ open }) => ({ open }));
  await tickBox(COURIER);
  await tickBox('County Record');
  expect(main()).toBe('File for review');
});

test('a refused approval is told and changes nothing', async () => {
  const one = await handedIn();
  one.desk.handlers.story_approve = () => {
    throw refusal('conflict', 'The story changed after you looked at it.', 'Look at it once more.');
  };
  await press('Approve this text');
  expect(one.screen.toasts.shown.at(-1)?.text).toContain('The story changed');
  expect(line()).toBe('Handed in, not approved yet.');
});

test('a story is returned with its reasons', async () => {
  const one = new Stage(sampleSites());
  handIn(one.desk, one.desk.stories[0]!.id);
  await one.show(ReturnDialog, () => ({}));
  one.screen.layout.dialog = 'return';
  expect(button('Return the story')?.disabled, 'nothing is said yet').toBe(true);
  const field = document.querySelector('textarea')!;
  field.value = ' Who says so? ';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  expect(one.last('story_return')).toEqual({ id: one.open.id, reasons: 'Who says so?' });
  expect(one.open.story.status).toBe('returned');
  expect(one.screen.layout.dialog).toBeNull();
});

test('what came in a packet and is returned goes back in one, at a press', async () => {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[0]!;
  handIn(one.desk, id);
  one.desk.travelling.came.set(id, { from: 'Jo Smith', site: null, unread: false });
  await one.show(ReturnDialog, () => ({}));
  await type('textarea', 'Who says so?');
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  const toast = one.screen.toasts.shown.at(-1)!;
  expect(toast.text).toContain('is returned. Jo Smith gets it in a packet.');
  toast.action!.run();
  await settled();
  expect(one.last('packet_write')).toMatchObject({ id: one.open.id });
  expect(one.screen.toasts.shown.at(-1)!.text).toContain('Your key, should they ask');
});

test('of what is returned on a site that carries no notes it is said that the reasons stay here', async () => {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[0]!;
  handIn(one.desk, id);
  const [site] = one.desk.sites;
  site!.account!.carries = false;
  one.desk.travelling.came.set(id, { from: 'Jo Smith', site: site!.name, unread: false });
  await one.show(ReturnDialog, () => ({}));
  await type('textarea', 'Who says so?');
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  const { text, action } = one.screen.toasts.shown.at(-1)!;
  expect(text).toContain('The reasons do not go there');
  expect(action?.label).toBe('Send as a packet…');
});

test('a returned story says above it by whom and why', async () => {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[0]!;
  handIn(one.desk, id);
  sendBack(one.desk, id, 'Please ask the council.', ANN);
  await one.show(ReturnedNote, ({ screen }) => ({ screen }));
  expect(statusWords('returned', one.screen.passing)).toBe('Returned by Ann Morgan');
  const why = document.querySelector('[aria-label="Why the story was returned"]');
  expect(words(why)).toContain('Returned by Ann Morgan, 10:00 Please ask the council.');
  await press('What the editor changed');
  expect(one.screen.texts.pair).toEqual({ old: one.screen.passing.handedIn, new: null });
});

test('axe finds nothing against a story that was handed in', async () => {
  const one = await handedIn(({ desk }, id) => approve(desk, id, ANN));
  await write(one, 'Another headline');
  const rules = { region: { enabled: false }, 'color-contrast': { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('where the record is not whole, it is said what is safe and what to do', async () => {
  const one = new Stage(sampleSites());
  await one.show(History, ({ open }) => ({ open }));
  await press('Verify the record');
  expect(words(document.body)).not.toContain('never mended');
  const sentence = 'Entry 7 was changed.';
  const faults = [{ seq: 7, what: 'row-changed' as const, sentence }];
  one.desk.handlers.record_verify = () => ({ entries: 7, of_story: 7, head: 'ab', faults });
  await press('Verify the record');
  const told = words(document.body);
  for (const wanted of [sentence, 'Looking changed nothing', 'never mended', 'for a packet of it'])
    expect(told).toContain(wanted);
});
