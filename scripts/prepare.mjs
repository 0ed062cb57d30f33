// What every script needs before it can run on a fresh clone. Uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, platform, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** The built extension; `INTERLOCK_EXTENSION` names another build's folder, which is then used as it is. */
export const CHROME = env.INTERLOCK_EXTENSION ?? join(ROOT, 'dist', 'chrome');

/** Installs dependencies where they are missing or older than the lock file. */
export function installDependencies() {
  const [major, minor] = versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    throw new Error(`Node 20.11 or newer is needed; this is ${versions.node}.`);
  const stamp = join(ROOT, 'node_modules', '.package-lock.json');
  const lock = join(ROOT, 'package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs - 60_000) return;
  console.log('Installing dependencies (npm ci) …');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

export function buildExtension() {
  if (env.INTERLOCK_EXTENSION) return;
  must(process.execPath, ['build.mjs']);
}

/** Runs a command to its end in the project's folder; throws when it fails. */
export function must(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: platform === 'win32',
    ...options,
  });
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` (exit ${status})`}`);
}

/** Says a failure in one line, without a stack, and ends the script with exit 1. */
export function sayAndExit(error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
