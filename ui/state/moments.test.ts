// @vitest-environment node
import { expect, test } from 'vitest';
import {
  asWritten,
  clockName,
  fieldOf,
  instant,
  moment,
  sameClock,
  soon,
  wrongWith,
  zoned,
} from './moments';

const NOW = Date.parse('2026-11-25T06:26:00Z');
const LONDON = 'Europe/London';

test('a moment is told in the zone it is meant in', () => {
  expect(zoned('2026-11-26T06:00:00Z', LONDON, NOW)).toBe('Thu 26 Nov, 06:00 GMT');
  expect(zoned('2026-06-25T06:00:00Z', LONDON, NOW)).toBe('Thu 25 Jun, 07:00 BST');
  expect(zoned('2026-11-26T06:00:00Z', '+05:30', NOW)).toBe('Thu 26 Nov, 11:30 UTC+05:30');
  expect(moment('2027-01-01T00:30:00Z', LONDON, NOW)).toBe('Fri 1 Jan 2027, 00:30');
});

test('a moment of today needs no day', () => {
  expect(soon('2026-11-25T17:05:00Z', LONDON, NOW)).toBe('17:05');
  expect(soon('2026-11-26T06:00:00Z', LONDON, NOW)).toBe('Thu 26 Nov, 06:00');
});

test('what is typed is meant in the newsroom’s zone, in winter and in summer', () => {
  expect(instant('2026-11-26T06:00', LONDON)).toBe('2026-11-26T06:00:00.000Z');
  expect(instant('2026-06-25T06:00', LONDON)).toBe('2026-06-25T05:00:00.000Z');
  expect(instant('2026-06-25T06:00', '-03:00')).toBe('2026-06-25T09:00:00.000Z');
  expect(fieldOf('2026-06-25T05:00:00Z', LONDON)).toBe('2026-06-25T06:00');
  expect(asWritten('2026-11-26T06:00')).toBe('2026-11-26 06:00');
});

test('an hour the clocks leap over is no moment, and one there twice is the later', () => {
  expect(instant('2026-03-29T01:30', LONDON)).toBeNull();
  expect(instant('2026-10-25T01:30', LONDON)).toBe('2026-10-25T01:30:00.000Z');
  expect(instant('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T06:30:00.000Z');
  expect(instant('', LONDON)).toBeNull();
});

test('two zones may show the same time', () => {
  expect(sameClock('2026-11-26T06:00:00Z', LONDON, '+00:00')).toBe(true);
  expect(sameClock('2026-11-26T06:00:00Z', LONDON, 'Europe/Paris')).toBe(false);
});

test('a field says which clock it is meant by, and what is wrong with it', () => {
  expect(clockName('America/New_York', null)).toBe('New York time');
  expect(clockName(LONDON, '2026-06-25T05:00:00Z')).toBe('London time, BST');
  expect(wrongWith('', LONDON, NOW)).toBe('');
  expect(wrongWith('2026-11-26 06:00', LONDON, NOW)).toBe('');
  expect(wrongWith('2026-11-25T06:26', LONDON, NOW)).toBe('That moment has passed.');
  expect(wrongWith('2027-03-28T01:30', LONDON, NOW)).toMatch(/no such moment/);
});
