import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blinking } from './caret';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a caret stands still ten seconds after the last key, and blinks again at the next', () => {
  const told: boolean[] = [];
  const end = blinking((on) => told.push(on));
  vi.advanceTimersByTime(9_000);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  vi.advanceTimersByTime(9_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([false]);
  window.dispatchEvent(new Event('pointerdown'));
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'b' }));
  expect(told).toEqual([false, true]);
  end();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([false, true]);
});
