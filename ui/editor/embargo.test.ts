import { afterEach, expect, test } from 'vitest';
import { Stage, clear, press, settled, type, words } from '../tests/stage';
import EmbargoLine from './EmbargoLine.svelte';
import Particulars from './Particulars.svelte';

afterEach(clear);

const line = () => words(document.body);

test('a lock is set, moved and lifted', async () => {
  const one = new Stage();
  await one.show(EmbargoLine, ({ open, screen }) => ({ open, screen }));
  await press('Embargo until…');
  await type('input', '2026-11-26T06:00');
  expect(line()).toContain('London time, GMT');
  await press('Set');
  expect(line()).toBe('Embargo until Thu 26 Nov, 06:00 GMT Change… Lift');
  await press('Change…');
  expect(document.querySelector('input')?.value).toBe('26/11/2026 06:00');
  await type('input', '2026-06-26T06:00');
  expect(line()).toContain('That moment has passed.');
  await press('Cancel');
  expect(line()).toContain('Thu 26 Nov, 06:00 GMT');
  await press('Lift');
  expect(one.open.story.embargo).toBeUndefined();
  expect(line()).toBe('Embargo until…');
});

test('what is typed is kept if the desk refuses it', async () => {
  const one = new Stage();
  await one.show(EmbargoLine, ({ open, screen }) => ({ open, screen }));
  one.desk.outbox.place(one.open.id, 'Town Crier', 'public');
  await press('Embargo until…');
  await type('input', '2026-11-26T06:00');
  await press('Set');
  expect(one.screen.toasts.shown.at(-1)?.text).toMatch(/^The story is public on Town Crier/);
  expect(document.querySelector('input')?.value).toBe('2026-11-26T06:00');
});

test('the story’s particulars say that it is locked, until the moment has passed', async () => {
  const one = new Stage();
  await one.show(Particulars, ({ open, screen }) => ({
    open,
    screen,
    sections: [],
    zone: screen.zone,
  }));
  const said = () => words(document.querySelector('.embargo'));
  expect(said()).toBe('');
  await one.screen.publishing.setEmbargo(one.open, '2026-11-26T06:00');
  await settled();
  expect(said()).toBe('Embargo until Thu 26 Nov, 06:00 GMT');
  await one.screen.publishing.setEmbargo(one.open, '2026-11-24T06:00');
  await settled();
  expect(said()).toBe('');
});
