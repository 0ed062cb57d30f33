// `npm start` that is interrupted leaves nothing behind: no profile, no browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { test } from 'node:test';
import { CHROME, ROOT } from '../../scripts/prepare.mjs';
import { patiently, pause } from '../agents/locate.mjs';

for (const signal of ['SIGINT', 'SIGTERM'])
  test(`after ${signal} no profile is left`, { timeout: 60_000 }, async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'interlock-interrupted-'));
    const profiles = () => readdirSync(temporary).filter((name) => name.startsWith('interlock-profile-'));
    const started = spawn(execPath, ['scripts/start.mjs'], {
      cwd: ROOT,
      env: { ...env, TMPDIR: temporary, INTERLOCK_EXTENSION: CHROME },
      stdio: 'ignore',
    });
    const ended = new Promise((done) => started.once('exit', done));
    try {
      const isBegun = () => profiles().some((name) => readdirSync(join(temporary, name)).includes('Default'));
      await patiently(isBegun, 'a browser in its profile', 40_000);
      started.kill(signal);
      assert.equal(await ended, 130);
      await pause(500);
      assert.deepEqual(profiles(), []);
    } finally {
      started.kill('SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    }
  });
