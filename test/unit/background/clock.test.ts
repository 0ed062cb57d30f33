// The worker's time, whatever is done to the clock on the wall.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const NOON = 1_900_000_000_000;
const HOUR = 3_600_000;
let clock: typeof import('../../../extension/background/clock.ts');

/** A worker begins: the clock on the wall goes on, its own begins at nought. */
async function startWorker(wall = Date.now()): Promise<void> {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: wall });
  vi.resetModules();
  clock = await import('../../../extension/background/clock.ts');
}

beforeEach(() => startWorker(NOON));
afterEach(() => vi.useRealTimers());

describe('time for events and deadlines', () => {
  test('is the wall’s as long as that runs on', () => {
    expect(clock.now()).toBe(NOON);
    vi.advanceTimersByTime(1_500);
    expect(clock.now()).toBe(NOON + 1_500);
  });

  test('runs on from where it was when the clock is set back', () => {
    clock.now();
    vi.advanceTimersByTime(1_000);
    clock.now();
    vi.setSystemTime(NOON - HOUR);
    expect(clock.now()).toBe(NOON + 1_000);
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(NOON + 11_000);
  });

  test('is never before what an earlier worker wrote down', async () => {
    await startWorker(NOON - HOUR);
    clock.notBefore(NOON);
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(NOON + 10_000);
  });
});

describe('running time', () => {
  test('a clock set in either direction leaves it alone', () => {
    const before = clock.awake();
    vi.setSystemTime(NOON + HOUR);
    vi.setSystemTime(NOON - HOUR);
    vi.advanceTimersByTime(60_000);
    expect(clock.awake() - before).toBe(60_000);
  });

  test('goes on over the deaths of workers, which beat each minute', async () => {
    for (let minute = 0; minute < 40; minute++) {
      const kept = clock.beat();
      vi.advanceTimersByTime(60_000);
      await startWorker();
      clock.resumeFrom(kept);
    }
    expect(clock.awake()).toBe(40 * 60_000);
  });

  test.each([
    ['a clock set forward', HOUR],
    ['a clock set back', -HOUR],
  ])('%s while no worker was there counts as no more than a gap between beats', async (_, by) => {
    const kept = clock.beat();
    await startWorker(NOON + by);
    clock.resumeFrom(kept);
    expect(clock.awake() - kept.awake).toBeLessThanOrEqual(90_000);
    expect(clock.awake()).toBeGreaterThanOrEqual(kept.awake);
  });
});
