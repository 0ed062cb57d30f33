// Installs the build for organisations as one does: packed, signed, served from an address of its own, named in a policy.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import crx3 from 'crx3';
import { must } from '../../scripts/prepare.mjs';
import { policies } from './policy-file.mjs';

/**
 * @param more further policies of that organisation
 * @returns `{executable, id, remove}`; a browser started by `executable` fetches the package and installs it
 */
export async function forceInstall(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-packed-'));
  must(execPath, ['build.mjs', '--managed', '--out', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { id, version } = await pack(join(folder, 'chrome'), join(folder, 'interlock.crx'));
  const server = createServer((request, response) => {
    const isPackage = request.url === '/interlock.crx';
    response.writeHead(200, { 'content-type': isPackage ? 'application/x-chrome-extension' : 'text/xml' });
    response.end(isPackage ? readFileSync(join(folder, 'interlock.crx')) : updateManifest(id, version, at(server)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const file = policies({ ExtensionInstallForcelist: [`${id};${at(server)}/updates.xml`], ...more });
  const remove = () => {
    file.remove();
    rmSync(folder, { recursive: true, force: true });
    server.closeAllConnections();
    server.close();
  };
  return { executable: file.executable, id, remove };
}

const at = (server) => `http://127.0.0.1:${server.address().port}`;

const updateManifest = (id, version, from) => `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${id}">
<updatecheck codebase="${from}/interlock.crx" version="${version}"/></app></gupdate>`;

/** Signed with a key made for it, whose id it has. */
async function pack(build, crxPath) {
  const path = join(build, 'manifest.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8'));
  const keyPath = `${crxPath}.pem`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { appId } = await crx3([path], { crxPath, keyPath });
  return { id: appId, version };
}
