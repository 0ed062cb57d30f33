// `npm run check`: types, lint and format, layers. Stops at nothing; says all that is wrong.
import { spawnSync } from 'node:child_process';
import { platform } from 'node:process';
import { installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const CHECKS = [
  ['types', ['tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
  ['layers', ['vitest', 'run', '--silent=true', 'test/unit/layers.test.ts']],
];

/** @returns the names of the checks that failed */
export function check() {
  return CHECKS.filter(([name, args]) => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      shell: platform === 'win32',
    });
    const failed = status !== 0;
    console.log(`${failed ? '✗' : '✓'} ${name}`);
    if (failed) console.log(`${stdout}${stderr}`.trimEnd());
    return failed;
  }).map(([name]) => name);
}

if (process.argv[1] === import.meta.filename) {
  try {
    installDependencies();
    process.exitCode = check().length ? 1 : 0;
  } catch (error) {
    sayAndExit(error);
  }
}
