// What every script needs before it can run on a fresh clone. Uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, platform, versions } from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** The built extension; `INTERLOCK_EXTENSION` names another build's folder, which is then used as it is. */
export const CHROME = env.INTERLOCK_EXTENSION ?? join(ROOT, 'dist', 'chrome');

/** Installs dependencies where they are missing or not those of the lock file. */
export function installDependencies() {
  const [major, minor] = versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    throw new Error(`Node 20.11 or newer is needed; this is ${versions.node}.`);
  if (areInstalled()) return;
  console.log('Installing dependencies (npm ci) …');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** By what npm noted of the installed: dates would tell a fresh checkout from a fresh installation, and no more. */
function areInstalled() {
  const [wanted, noted] = ['package-lock.json', join('node_modules', '.package-lock.json')].map(packagesIn);
  // What is optional is for another platform, where it is missing.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || noted[path]?.version === version,
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    // Nothing was installed yet, or it was cut short.
    return {};
  }
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
