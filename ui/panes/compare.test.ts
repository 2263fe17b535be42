import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { editAsAnn } from '../api/memory/played';
import { handIn } from '../api/memory/passing';
import { sampleSites } from '../api/memory/sample';
import { refusal } from '../tests/support';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import CompareDialog from './CompareDialog.svelte';
import History from './History.svelte';

afterEach(clear);

const rows = () => [...document.querySelectorAll<HTMLElement>('.row')];
const changed = () => rows().filter(({ dataset }) => dataset.change !== undefined);
const labels = (all: HTMLElement[]) => all.map((row) => row.getAttribute('aria-label'));
const cells = (row: HTMLElement | undefined) =>
  [...(row?.querySelectorAll('.words') ?? [])].map(words);
const status = () => words(document.querySelector('[role=status]'));

/** What was handed in and edited since, side by side. */
async function edited() {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[0]!;
  handIn(one.desk, id);
  editAsAnn(one.desk, id);
  one.screen.texts.pair = { old: 1, new: null };
  await one.show(CompareDialog, () => ({}));
  return one;
}

test('two texts stand side by side, fields, paragraphs and pictures', async () => {
  const one = await edited();
  expect(one.last('revision_compare')).toEqual({ id: one.open.id, old: 1, new: null });
  expect(status()).toBe('5 changes, 12 words in, 3 words out.');
  expect(labels(changed())).toEqual([
    'Headline, changed',
    'Paragraph 2, changed',
    'Paragraph 3, changed',
    'Paragraph 11, new',
    'Caption',
  ]);
  expect(cells(changed()[0])).toEqual([
    '(deleted: Library) reopens after two-year repair',
    '(inserted: Reading room) reopens after two-year repair',
  ]);
  expect(cells(changed()[3])).toEqual(['', '(inserted: The mayor cuts the ribbon at ten.)']);
});

test('in one text both stand in their place, and that is remembered', async () => {
  const one = await edited();
  await press('In one text');
  expect(cells(changed()[0])).toEqual([
    '(deleted: Library)(inserted: Reading room) reopens after two-year repair',
  ]);
  expect(document.querySelectorAll('del, ins').length).toBeGreaterThan(0);
  expect(one.screen.layout.columns).toBe('one');
  expect(localStorage.getItem('copydesk.layout')).toContain('"columns":"one"');
});

test('one goes from change to change, round and round', async () => {
  await edited();
  const current = () =>
    labels(rows().filter((row) => row.ariaCurrent || row.matches('[aria-current]')));
  await press('Next change');
  expect(current()).toEqual(['Headline, changed']);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Headline, changed');
  await press('Previous change');
  expect(current()).toEqual(['Caption']);
  const list = document.querySelector('.list')!;
  list.dispatchEvent(new KeyboardEvent('keydown', { key: 'F7', bubbles: true }));
  await settled();
  expect(current()).toEqual(['Headline, changed']);
});

test('any two texts can be chosen', async () => {
  const one = await edited();
  const [from, to] = [...document.querySelectorAll('select')];
  const choose = async (field: HTMLSelectElement, value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
  };
  await choose(to!, '1');
  expect(one.last('revision_compare')).toMatchObject({ old: 1, new: 1 });
  expect(status()).toBe('Both texts are the same.');
  expect(button('Next change')).toBeUndefined();
  await choose(from!, 'now');
  expect(one.last('revision_compare')).toMatchObject({ old: null, new: 1 });
  expect(status()).toBe('5 changes, 3 words in, 12 words out.');
});

test('what cannot be compared says why', async () => {
  const one = await edited();
  one.desk.handlers.revision_compare = () => {
    throw refusal('not-found', 'That revision is gone.', 'Choose another one.');
  };
  const from = document.querySelector('select')!;
  from.value = 'now';
  from.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
  expect(words(document.querySelector('[role=alert]'))).toContain('That revision is gone.');
  expect(rows()).toEqual([]);
});

test('each earlier text is compared with the present one', async () => {
  const one = new Stage(sampleSites());
  handIn(one.desk, one.desk.stories[0]!.id);
  await one.show(History, ({ open }) => ({ open }));
  const compare = [...document.querySelectorAll('button')].find((one) => words(one) === 'Compare');
  compare?.click();
  await settled();
  expect(one.screen.layout.dialog).toBe('compare');
  expect(one.screen.texts.pair).toEqual({ old: 1, new: null });
});

test('axe finds nothing against two texts, whichever way they stand', async () => {
  await edited();
  const faults = async () => {
    const rules = { region: { enabled: false }, 'color-contrast': { enabled: false } };
    const { violations } = await axe.run(document.querySelector('dialog')!, { rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  expect(await faults()).toEqual([]);
  await press('In one text');
  expect(await faults()).toEqual([]);
});
