import { afterEach, expect, test, vi } from 'vitest';
import axe from 'axe-core';
import { command, run } from '../commands';
import { Layout } from '../state/layout.svelte';
import { Stage, clear, settled, tickBox, words } from '../tests/stage';
import Preview from './Preview.svelte';

afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

async function preview(): Promise<Stage> {
  const one = new Stage();
  await one.show(Preview, ({ open }) => ({ open }));
  await new Promise((done) => setTimeout(done, 5));
  await settled();
  return one;
}
const page = () => document.querySelector<HTMLElement>('.page');

test('the page is as wide as on a phone or at a desk, and that is remembered', async () => {
  await preview();
  expect(page()?.style.inlineSize).toBe('390px');
  expect(words(page()?.shadowRoot?.querySelector('h1'))).toContain('Library reopens');
  await tickBox('Desktop');
  expect(page()?.style.inlineSize).toBe('1024px');
  expect(new Layout().view).toBe('desktop');
});

test('the cards show picture, headline, standfirst and paper, and follow what is written', async () => {
  const one = await preview();
  await tickBox('Cards');
  const [shared, front] = [...document.querySelectorAll('.card')];
  expect(words(shared)).toMatch(/^127\.0\.0\.1:8750 Library reopens .* The Marlbridge Courier$/);
  expect(words(front)).toMatch(/Local News$/);
  expect(shared!.querySelector('img')?.alt).not.toBe('');
  one.open.editCopy({ headline: 'Doors open on Saturday' });
  await settled();
  expect(words(shared)).toContain('Doors open on Saturday');
  expect(words(front)).toContain('Doors open on Saturday');
  for (const picture of one.open.story.pictures) picture.role = 'inline';
  await settled();
  expect(shared!.querySelector('img')).toBeNull();
  expect(words(document.querySelector('.note'))).toContain('There is no lead picture');
});

test('what is printed has headline, byline, captions, credits and sign-off, as last typed', async () => {
  const one = await preview();
  const print = vi.fn();
  vi.stubGlobal('print', print);
  one.open.editCopy({ headline: 'Doors open on Saturday' });
  run(command('print'), one.screen);
  await settled();
  const sheet = document.getElementById('print')!.shadowRoot!;
  for (const picture of sheet.querySelectorAll('img')) picture.dispatchEvent(new Event('load'));
  await settled();
  expect(print).toHaveBeenCalledOnce();
  expect(words(sheet.querySelector('h1'))).toBe('Doors open on Saturday');
  expect(words(sheet.querySelector('.byline'))).toBe('By Copydesk guest writer');
  const lines = [...sheet.querySelectorAll('figcaption')].map(words);
  expect(lines).toEqual([
    'The restored reading room on Corn Street (Image - Jo Smith)',
    'Glaziers finished the last of 212 panes in October (Image - Jo Smith)',
  ]);
  expect(words(sheet.querySelector('.sign-off'))).not.toBe('');
  expect(words(sheet.querySelector('footer'))).toMatch(/^Draft · 175 words · printed 25 November/);
  run(command('print'), one.screen);
  await settled();
  expect(document.querySelectorAll('#print')).toHaveLength(1);
  document.getElementById('print')!.remove();
});

test('axe finds nothing against the preview and its cards', async () => {
  await preview();
  const faults = async () => (await axe.run(document.body)).violations.map(({ id }) => id);
  expect(await faults()).toEqual([]);
  await tickBox('Cards');
  expect(await faults()).toEqual([]);
});
