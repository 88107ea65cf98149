import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/build-once.ts'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Nothing may depend on the zone, the locale or the colours of whoever runs the tests.
    env: {TZ: 'Pacific/Kiritimati', LC_ALL: 'C.UTF-8', NO_COLOR: '1', FORCE_COLOR: '0'},
    // Real commands, real databases and a whole build take their time on a busy machine, much of it waiting: two files at a
    // time also where there are only two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
