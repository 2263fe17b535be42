// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Saved } from '../api/bindings';
import { AGAIN, IDLE, LONGEST, SaveQueue } from './save-queue.svelte';

const AT = '2026-11-23T10:42:00Z';
const full = { code: 'storage', message: 'The disk is full.', hint: 'Make room.' };

describe('the save queue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const saving = (bases: number[]) => async (base: number) => {
    bases.push(base);
    return { version: base + 1, at: AT };
  };

  test('saves once the typing rests', async () => {
    const bases: number[] = [];
    const queue = new SaveQueue(3, async () => {});
    queue.change('copy', saving(bases));
    await vi.advanceTimersByTimeAsync(IDLE - 1);
    expect(bases).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(bases).toEqual([3]);
    expect(queue.state).toEqual({ kind: 'saved', at: AT });
  });

  test('saves while the typing goes on', async () => {
    const bases: number[] = [];
    const queue = new SaveQueue(1, async () => {});
    for (let typed = 0; typed < LONGEST; typed += 100) {
      queue.change('copy', saving(bases));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(bases.length).toBeGreaterThanOrEqual(1);
  });

  test('hears what is typed while something else is being saved, and saves it too', async () => {
    const bases: number[] = [];
    const queue = new SaveQueue(
      1,
      async () => {},
      () => queue.change('copy', saving(bases)),
    );
    queue.change('details', async (base) => {
      queue.typed();
      return { version: base + 1, at: AT };
    });
    expect(await queue.flush()).toBe(true);
    expect(bases).toEqual([2]);
    expect(queue.dirty).toBe(false);
  });

  test('names the version the save before it made, and never runs two at once', async () => {
    const bases: number[] = [];
    let running = 0;
    const slow = async (base: number): Promise<Saved> => {
      expect((running += 1)).toBe(1);
      bases.push(base);
      await new Promise((done) => setTimeout(done, 1_000));
      running -= 1;
      return { version: base + 1, at: AT };
    };
    const queue = new SaveQueue(7, async () => {});
    queue.change('copy', slow);
    const first = queue.flush();
    queue.change('details', slow);
    const second = queue.flush();
    await vi.runAllTimersAsync();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(bases).toEqual([7, 8]);
  });

  test('keeps what could not be saved, says why, and saves it on retry', async () => {
    let fails = true;
    const queue = new SaveQueue(1, async () => {});
    queue.change('copy', async (base) => {
      if (fails) throw full;
      return { version: base + 1, at: AT };
    });
    expect(await queue.flush()).toBe(false);
    expect(queue.state).toEqual({ kind: 'failed', error: full });
    expect(queue.dirty).toBe(true);
    fails = false;
    expect(await queue.flush()).toBe(true);
    expect(queue.version).toBe(2);
  });

  test('a newer change is not replaced by the one that failed', async () => {
    const done: string[] = [];
    const queue = new SaveQueue(1, async () => {});
    queue.change('copy', async () => {
      queue.change('copy', async (base) => {
        done.push('newer');
        return { version: base + 1, at: AT };
      });
      throw full;
    });
    await queue.flush();
    await queue.flush();
    expect(done).toEqual(['newer']);
  });

  test('stands still after a conflict until it is settled', async () => {
    const met = vi.fn(async () => {});
    const bases: number[] = [];
    const queue = new SaveQueue(1, met);
    queue.change('copy', async (base) => {
      bases.push(base);
      if (base === 1) throw { code: 'conflict', message: 'Changed.', hint: 'Choose.' };
      return { version: base + 1, at: AT };
    });
    expect(await queue.flush()).toBe(false);
    expect(met).toHaveBeenCalledOnce();
    expect(await queue.flush()).toBe(false);
    expect(bases).toEqual([1]);
    expect(await queue.resume(5)).toBe(true);
    expect(bases).toEqual([1, 5]);
  });

  test('looks at what somebody else saved in between before it sends more', async () => {
    const met = vi.fn(async () => {});
    const bases: number[] = [];
    const queue = new SaveQueue(1, met);
    queue.change('details', async () => ({ version: 3, at: AT }));
    queue.change('copy', saving(bases));
    expect(await queue.flush()).toBe(false);
    expect(met).toHaveBeenCalledOnce();
    expect(bases).toEqual([]);
    expect(await queue.resume(3)).toBe(true);
    expect(bases).toEqual([3]);
  });

  test('tries again by itself what the disk refused', async () => {
    let fails = true;
    const queue = new SaveQueue(1, async () => {});
    queue.change('copy', async (base) => {
      if (fails) throw full;
      return { version: base + 1, at: AT };
    });
    expect(await queue.flush()).toBe(false);
    fails = false;
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(queue.dirty).toBe(false);
  });

  test('sets aside what waits from a version that is always too old', async () => {
    const bases: number[] = [];
    const queue = new SaveQueue(4, async () => {});
    queue.change('copy', async (base) => {
      bases.push(base);
      throw { code: 'conflict', message: 'Changed.', hint: 'Choose.' };
    });
    await queue.flush();
    await queue.setAside();
    expect(bases).toEqual([4, 0]);
    expect(queue.dirty).toBe(false);
  });
});
