// @vitest-environment node
import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time';

test('what is asked for during a run is one more run after it', async () => {
  let runs = 0;
  let at = 0;
  let most = 0;
  const ask = oneAtATime(async () => {
    most = Math.max(most, ++at);
    await Promise.resolve();
    runs += 1;
    at -= 1;
  });
  const first = ask();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.all([first, ask(), ask(), ask()]);
  expect(runs).toBe(2);
  expect(most).toBe(1);
});

test('a run that fails tells who asked, and does not stop the next', async () => {
  let fail = true;
  const ask = oneAtATime(async () => {
    if (fail) throw new Error('no');
  });
  await expect(ask()).rejects.toThrow('no');
  fail = false;
  await expect(ask()).resolves.toBeUndefined();
});
