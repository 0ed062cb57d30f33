// A Chromium that finds managed policy files, without touching the machine: in a mount namespace of its own.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionId, requireBrowser } from '../../scripts/browser.mjs';
import { CHROME } from '../../scripts/prepare.mjs';

const READ_FROM = '/etc/chromium';

/** Says why this machine can't play an organisation's, or undefined. */
export function managedMissing() {
  if (!existsSync(READ_FROM)) return `${READ_FROM} does not exist: this browser reads its policies elsewhere`;
  const { status } = spawnSync('unshare', ['-m', 'true']);
  return status === 0 ? undefined : 'mount namespaces are not permitted here (unshare -m)';
}

/** @returns as `policyFile`, for the whole of an organisation's policy */
export function policies(policy) {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-managed-'));
  mkdirSync(join(folder, 'etc/policies/managed'), { recursive: true });
  const write = (values) => writeFileSync(join(folder, 'etc/policies/managed/interlock.json'), JSON.stringify(values));
  write(policy);
  const executable = join(folder, 'chromium');
  const inside = `mount --make-rprivate / 2>/dev/null; mount --bind "${folder}/etc" ${READ_FROM} && exec "${requireBrowser()}" "$@"`;
  writeFileSync(executable, `#!/bin/sh\nexec unshare -m sh -c '${inside}' sh "$@"\n`);
  chmodSync(executable, 0o755);
  return { executable, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param managed the extension's managed values
 * @returns `{executable, write(managed), remove}`; what is written while the browser runs is picked up by it
 */
export function policyFile(managed) {
  const policyOf = (values) => ({ '3rdparty': { extensions: { [extensionId(CHROME)]: values } } });
  const file = policies(policyOf(managed));
  return { ...file, write: (values) => file.write(policyOf(values)) };
}
