// @vitest-environment node
import { expect, test } from 'vitest';
import { readMoment, writeMoment } from './written-moment';

test('the day comes first, and a computer’s way is understood too', () => {
  expect(readMoment('3/4/2027 6:05')).toBe('2027-04-03T06:05');
  expect(readMoment(' 26.11.2026, 06.00 ')).toBe('2026-11-26T06:00');
  expect(readMoment('2026-11-26T06:00')).toBe('2026-11-26T06:00');
  expect(writeMoment('2027-04-03T06:05')).toBe('03/04/2027 06:05');
  expect(writeMoment('')).toBe('');
});

test('what is no day or no time is none', () => {
  for (const text of ['', 'soon', '26/11', '31/11/2026 06:00', '1/13/2026 06:00', '1/1/2026 24:01'])
    expect(readMoment(text), text).toBeNull();
});
