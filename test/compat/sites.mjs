// The pages of the compatibility run, bundled from their packages, and the other sites that they lean on.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/prepare.mjs';
import { file, json, redirect } from '../sites/html.mjs';

export const SITE = 'compat.example';
export const FRAMES = {
  card: 'compat-pay.example',
  check: 'compat-check.example',
  clip: 'compat-video.example',
};
const SIGN_IN = 'compat-id.example';
const CDN = 'compat-cdn.example';
export const COMPAT_HOSTS = [SITE, SIGN_IN, CDN, ...Object.values(FRAMES)];

const SOURCE = join(import.meta.dirname, 'pages');
const OUT = join(ROOT, 'out', 'compat');

/** @returns the bundled script of each page, by name */
export async function bundlePages() {
  const { build } = await import('esbuild');
  const entryPoints = readdirSync(SOURCE).filter((name) => name !== 'page.js');
  const { outputFiles } = await build({
    entryPoints: entryPoints.map((name) => join(SOURCE, name)),
    outdir: OUT,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    loader: { '.css': 'text' },
    // Of itself, esbuild would take the extension's own settings, which say preact.
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Object.fromEntries(
    outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1).replace(/\.js$/, ''), text]),
  );
}

/**
 * Asks a page that no protocol is attached to: it fetches questions from its own server and answers them there.
 * `asked` resolves with the value, or rejects when the page hasn't answered within 10 seconds.
 */
export class Channel {
  #waiting = new Map();
  #questions = [];
  #next = 0;
  #wake = () => {};

  ask(expression) {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no page answered ${expression}`)), 10_000);
      this.#waiting.set(id, (value) => {
        clearTimeout(timer);
        resolve(value);
      });
      this.#questions.push({ id, expression });
      this.#wake();
    });
  }

  /** One question, or an empty answer after a second. */
  async serve({ path, body }) {
    if (path === '/answer') {
      const { id, value } = JSON.parse(body);
      this.#waiting.get(id)?.(value);
      this.#waiting.delete(id);
      return file('text/plain', '');
    }
    if (this.#questions.length === 0)
      await new Promise((wake) => {
        this.#wake = wake;
        setTimeout(wake, 1_000);
      });
    return json(this.#questions.shift() ?? null);
  }
}

const ASKED = `<script>(async () => { for (;;) { try {
  const question = await (await fetch('/question', { method: 'POST' })).json();
  if (question) await fetch('/answer', { method: 'POST', body: JSON.stringify({ id: question.id, value: await eval(question.expression) }) });
} catch { await new Promise((later) => setTimeout(later, 300)); } } })();</script>`;

const STYLE =
  '*{box-sizing:border-box}body{font:15px/1.5 sans-serif;margin:16px}label{display:inline-block;margin:4px 12px}main{max-width:60rem}';
const document = (title, body, asked) =>
  file(
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>${body}${asked ? ASKED : ''}</body></html>`,
  );

/** What a frame's page offers, as the pages of packages do. */
const FRAME = `<script>compat = { where(name) { const { x, y, width, height } = document.querySelector(name).getBoundingClientRect(); return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }; } };</script>`;

/** Half a second of silence, as a clip to be played. */
const CLIP = (() => {
  const bytes = Buffer.alloc(44 + 4_000, 128);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 4_000, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(8_000, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(4_000, 40);
  return bytes;
})();

/**
 * @param scripts of `bundlePages`
 * @param asked whether pages fetch questions: only where no protocol is attached
 * @returns `{hosts, channels, saved}`: handlers for `startSites`, a channel a host, and what the site was sent
 */
export function compatSites(scripts, asked) {
  const channels = Object.fromEntries(COMPAT_HOSTS.map((host) => [host, new Channel()]));
  const saved = [];
  const withChannel = (host, handler) => (request) =>
    request.path === '/question' || request.path === '/answer' ? channels[host].serve(request) : handler(request);
  const handlers = {
    [SITE]({ path, query, method, body }) {
      const name = path.split('/')[1];
      if (method === 'POST') saved.push({ path, body });
      if (path === '/saved') return document('Saved', '', false);
      if (path === '/data') return json({ about: `All about ${query.get('about')}.` });
      if (path.endsWith('.js')) return file('text/javascript', scripts[name.slice(0, -3)] ?? '');
      if (!scripts[name]) return { status: 404, headers: {}, body: '' };
      return document(name, `<script src="/${name}.js"></script>`, asked);
    },
    [CDN]: ({ path }) =>
      path.endsWith('.css')
        ? file('text/css', '#styled{color:rgb(0, 90, 0)}')
        : file(
            'image/svg+xml',
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>',
          ),
    [FRAMES.card]: ({ path }) =>
      path === '/token'
        ? json({ token: 'tok_1' })
        : document(
            'Card',
            `<form id="f"><input id="number" aria-label="Card number" autocomplete="cc-number"><input id="expiry" aria-label="Expiry" autocomplete="cc-exp"><button id="use">Use card</button></form>
            <script>f.onsubmit = async (e) => { e.preventDefault(); await fetch('/token', { method: 'POST', body: new URLSearchParams({ n: document.getElementById('number').value }) }); parent.postMessage('card ' + document.getElementById('number').value.length, '*'); };</script>${FRAME}`,
            asked,
          ),
    [FRAMES.check]: ({ path }) =>
      path === '/passed'
        ? json({})
        : document(
            'Check',
            `<div id="box" style="width:24px;height:24px;border:2px solid">&nbsp;</div><script>box.onpointerup = (e) => e.isTrusted && fetch('/passed', { method: 'POST' }).then(() => parent.postMessage('human', '*'));</script>${FRAME}`,
            asked,
          ),
    [FRAMES.clip]: ({ path }) =>
      path === '/clip.wav'
        ? { status: 200, headers: { 'content-type': 'audio/wav', 'content-length': CLIP.length }, body: CLIP }
        : document(
            'Clip',
            `<video id="v" src="/clip.wav" width="160" height="40"></video><button id="play">Play</button><script>play.onclick = () => v.play(); v.onended = () => parent.postMessage('clip ended', '*');</script>${FRAME}`,
            asked,
          ),
    [SIGN_IN]({ path, query, form, method }) {
      if (method === 'POST' && path === '/sign-in') return redirect(`${form.get('back')}?user=${form.get('user')}`);
      return document(
        'Sign in with ID',
        `<form method="post" action="/sign-in"><input type="hidden" name="back" value="${query.get('back')}"><input id="user" name="user" aria-label="User name" autocomplete="username"><input id="password" type="password" name="password" aria-label="Password" autocomplete="current-password"><button id="enter">Sign in</button></form>${FRAME}`,
        asked,
      );
    },
  };
  const hosts = Object.fromEntries(
    Object.entries(handlers).map(([host, handler]) => [host, withChannel(host, handler)]),
  );
  return { hosts, channels, saved };
}
