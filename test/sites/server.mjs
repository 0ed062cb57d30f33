// One server for all fixture sites, by Host header. The browser maps `*.example` to it.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { acceptSocket, attacker, createCollector, listenForTurn } from './attacker.mjs';
import { bank, bankStatic } from './bank.mjs';
import { forum, seedForum } from './forum.mjs';
import { mail } from './mail.mjs';
import { captcha, pay, signin } from './services.mjs';
import { cdn, shop } from './shop.mjs';
import { createWorld, HOSTS } from './world.mjs';

const SITES = { bank, bankStatic, mail, shop, cdn, pay, forum, signin, captcha };

/**
 * @param injected posts `{by, text | markup}` that someone left in the thread `mug-advice`
 * @param extra further hosts, `{host: (request, world) => response}`
 * @returns the running sites; `world` is their database, `collector.records` what reached the attacker
 */
export async function startSites({ injected = [], extra = {} } = {}) {
  const world = createWorld();
  const collector = createCollector();
  seedForum(world, injected);
  const server = createServer(async (request, response) => {
    const answer = await respond(request, world, collector, extra);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.on('upgrade', (request, socket) => {
    if (siteOf(request.headers.host) === 'attacker') acceptSocket(request, socket, collector);
    else socket.destroy();
  });
  // Upgraded connections are nobody's but ours to end.
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stopTurn = await listenForTurn(collector);
  const { port } = server.address();
  const close = async () => {
    stopTurn();
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  /** As if just started, at the same port. */
  const reset = () => {
    Object.assign(world, createWorld());
    seedForum(world, injected);
    collector.records.length = 0;
  };
  return { world, collector, port, close, reset };
}

/** Chromium flags that bring the sites' names to this port and make them secure contexts, as they would be by HTTPS. */
export function flagsFor({ port }, more = []) {
  const origins = [...Object.values(HOSTS), ...more].map((host) => `http://${host}`);
  return [
    `--host-resolver-rules=MAP *.example 127.0.0.1:${port},MAP *.example. 127.0.0.1:${port}`,
    `--unsafely-treat-insecure-origin-as-secure=${origins.join(',')}`,
  ];
}

function siteOf(host = '') {
  const name = host.split(':')[0].replace(/\.$/, '').toLowerCase();
  // By its number the server is the attacker's.
  if (name === '127.0.0.1') return 'attacker';
  return Object.keys(HOSTS).find((site) => name === HOSTS[site] || name.endsWith(`.${HOSTS[site]}`));
}

async function respond(message, world, collector, extra) {
  const request = await read(message, world);
  const site = siteOf(message.headers.host);
  world.visits.push({ site: site ?? message.headers.host, method: request.method, path: request.path });
  if (site === 'attacker') return attacker(request, collector);
  const handler = SITES[site] ?? extra[message.headers.host];
  const answer = handler ? await handler(request, world) : { status: 404, headers: {}, body: 'no such site' };
  if (request.newcomer) answer.headers['set-cookie'] ??= request.newcomer;
  return answer;
}

/** Parses a request and finds its visitor by cookie; a visitor is known by host. */
async function read(message, world) {
  const chunks = [];
  for await (const chunk of message) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const body = (message.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  const url = new URL(message.url, `http://${message.headers.host}`);
  const cookie = /(?:^|; )sid=([\w-]+)/.exec(message.headers.cookie ?? '')?.[1];
  const visitor = world.sessions.get(cookie) ?? {};
  /** Gives the visitor a new cookie, as sites do at every sign-in. */
  const remember = (changes = {}) => {
    const id = randomUUID();
    world.sessions.set(id, Object.assign(visitor, changes));
    return `sid=${id}; Path=/; HttpOnly; SameSite=Lax`;
  };
  return {
    method: message.method,
    url,
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body,
    form: new URLSearchParams(body),
    visitor,
    user: visitor.user,
    newcomer: world.sessions.has(cookie) ? undefined : remember(),
    signIn: (user) => remember({ user }),
    signOut: () => remember({ user: undefined }),
  };
}
