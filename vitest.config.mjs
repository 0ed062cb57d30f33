import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Properties run thousands of cases; a slow machine is no failure. What may hang has a bound of its own.
// Vitest leaves one core to itself and waits on it: of two, half the machine.
export default defineConfig({
  test: {
    include: ['test/{unit,properties}/**/*.test.ts'],
    testTimeout: 120_000,
    maxWorkers: availableParallelism(),
  },
});
