// @vitest-environment node
import { expect, test } from 'vitest';
import type { Delivery, Release, State, Step } from '../api/bindings';
import {
  bytes,
  canCancel,
  canPause,
  heldWords,
  nextTry,
  progress,
  retryWord,
  stateTitle,
  stepsLine,
} from './delivery-words';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const LONDON = 'Europe/London';
const step = (what: string, more: Partial<Step> = {}): Step => ({
  ...{ what, label: `Do ${what}`, started: false, done: false, ...more },
});
const delivery = (state: State, more: Partial<Delivery> = {}): Delivery => ({
  ...{ id: 'd', story: 's', headline: 'Roof', site: 'town', release: 'publish', state },
  ...{ steps: [], version: 1, revision: 1, attempts: 0, created: '', updated: '', ...more },
});

test('what has arrived is called after its errand', () => {
  const ends: [Release, string][] = [
    ['publish', 'Published'],
    ['file', 'Filed for review'],
    ['correct', 'Corrected'],
    ['withdraw', 'Withdrawn'],
  ];
  for (const [release, word] of ends) {
    expect(stateTitle(delivery('delivered', { release }))).toBe(word);
  }
  expect(stateTitle(delivery('sending', { release: 'withdraw' }))).toBe('Withdrawing…');
  expect(stateTitle(delivery('needs-you', { release: 'withdraw' }))).toBe('Needs you');
});

test('what is held says by what, and whether this computer must be on', () => {
  const at = '2026-11-26T06:00:00Z';
  const told = [step('schedule', { started: true, done: true })];
  const site = delivery('held', { at, next_try: '2026-11-26T06:02:00Z', steps: told });
  expect(stateTitle(site)).toBe('Scheduled on the site');
  expect(heldWords(site, 'Town Crier', LONDON, NOW)).toBe(
    'Town Crier publishes it itself, Thu 26 Nov, 06:00 GMT; this computer may be off.',
  );
  const time = delivery('held', { at, next_try: at, steps: [step('schedule')] });
  expect(stateTitle(time)).toBe('Held until its time');
  expect(heldWords(time, 'Town Crier', LONDON, NOW)).toMatch(/^Thu 26 Nov, 06:00 GMT; this .* on/);
  const later = delivery('held', { at, next_try: '2026-11-27T09:30:00Z' });
  expect(stateTitle(later)).toBe('Held until the embargo ends');
  expect(heldWords(later, 'Town Crier', LONDON, NOW)).toMatch(/^Fri 27 Nov, 09:30 GMT;/);
  expect(heldWords(delivery('held'), 'Town Crier', LONDON, NOW)).toMatch(/^This computer/);
});

test('pictures on their way are added up', () => {
  const steps = [
    step('connect', { done: true }),
    step('picture:a', { done: true, sent: 5, total: 5 }),
    step('picture:b', { started: true, sent: 1_000_000, total: 2_400_000 }),
    step('picture:c', { started: true, sent: 200_000, total: 1_000_000 }),
    step('picture:d'),
    step('draft'),
  ];
  const sending = delivery('sending', { steps });
  expect(progress(sending)?.words).toBe('1 of 4 pictures, 1.2 of 3.4 MB');
  expect(progress(sending)?.part).toBeCloseTo((1 + (2 * 1.2) / 3.4) / 4);
  expect(stepsLine(sending)).toBe('Step 3 of 6: 1 of 4 pictures, 1.2 of 3.4 MB');
  expect(bytes(steps[2]!)).toBe('1.0 of 2.4 MB');
  expect(bytes(steps[1]!)).toBe('');
  expect(progress({ ...sending, state: 'queued' })).toBeNull();
});

test('a next try is told by the clock, and by the day where it is another', () => {
  const queued = (next_try: string) => delivery('queued', { next_try });
  expect(nextTry(queued('2026-11-25T10:04:00Z'), LONDON, NOW)).toBe('Next try: 10:04.');
  expect(nextTry(queued('2026-11-26T00:04:00Z'), LONDON, NOW)).toBe('Next try: Thu 26 Nov, 00:04.');
  expect(nextTry(delivery('held', { next_try: '2026-11-25T10:04:00Z' }), LONDON, NOW)).toBe('');
});

test('nothing is cancelled of which nobody could say what readers see', () => {
  expect(canCancel(delivery('queued'))).toBe(true);
  expect(canCancel(delivery('paused'))).toBe(true);
  expect(canCancel(delivery('sending'))).toBe(true);
  for (const state of ['delivered', 'failed'] as const) {
    expect(canCancel(delivery(state))).toBe(false);
  }
  for (const what of ['release', 'schedule', 'withdraw', 'words']) {
    const begun = delivery('uncertain', { steps: [step(what, { started: true })] });
    expect(canCancel(begun), what).toBe(false);
  }
  const saved = delivery('uncertain', { steps: [step('words', { started: true, done: true })] });
  expect(canCancel(saved)).toBe(true);
});

test('what a site was told cannot be paused here', () => {
  const at = '2026-11-26T06:00:00Z';
  const steps = [step('schedule', { started: true, done: true })];
  expect(canPause(delivery('held', { at, steps }))).toBe(false);
  expect(canPause(delivery('held', { at }))).toBe(true);
  expect(canPause(delivery('sending'))).toBe(true);
  const released = delivery('sending', { steps: [step('release', { started: true })] });
  expect(canPause(released)).toBe(false);
});

test('trying again is called what it is', () => {
  const internal = { code: 'internal', message: 'So.', hint: 'Do.' } as const;
  expect(retryWord(delivery('paused'))).toBe('Resume');
  expect(retryWord(delivery('needs-you'))).toBe('Try again');
  expect(retryWord(delivery('queued', { next_try: 'x' }))).toBe('Try now');
  expect(retryWord(delivery('queued')), 'it goes at once anyway').toBe('');
  expect(retryWord(delivery('held', { next_try: 'x' })), 'it would only be held again').toBe('');
  expect(retryWord(delivery('failed', { problem: internal }))).toBe('Try again');
  expect(retryWord(delivery('failed'))).toBe('');
});
