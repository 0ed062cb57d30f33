/** The offscreen document: it only stands between the background's port and the worker, which outlives the background. */
import browser from 'webextension-polyfill';
import { Answer, choiceOf, PORT, Request } from './messages.ts';
import { STUCK_MS, watchdog } from './watchdog.ts';

type ImageRequest = Extract<Request, { kind: 'image' }>;

const ports = new Set<browser.Runtime.Port>();
const worker = new Worker(`worker.js${location.hash}`, { type: 'module' });
// INVARIANT: an id on the worker's side is given out once, so answers find the port that asked, also after the background was reborn.
let next = 1;
const asked = new Map<number, { port: browser.Runtime.Port; id: number }>();
const watch = watchdog(STUCK_MS[choiceOf(location.hash)], () => fail('the worker hangs'));
let status: Answer = { kind: 'status', state: 'loading' };

browser.runtime.onConnect.addListener((port) => {
  // Only our own background, which is no tab, may ask.
  if (port.name !== PORT || port.sender?.id !== browser.runtime.id || port.sender.tab !== undefined) return;
  ports.add(port);
  port.onDisconnect.addListener(() => ports.delete(port));
  port.onMessage.addListener((message: unknown) => {
    const request = Request.safeParse(message);
    if (!request.success) return;
    if (request.data.kind === 'image') return void readImage(port, request.data);
    if (request.data.kind === 'rest') return worker.postMessage(request.data);
    const id = next++;
    asked.set(id, { port, id: request.data.id });
    worker.postMessage({ ...request.data, id });
    watch.asked();
  });
  port.postMessage(status);
});

worker.addEventListener('message', (event: MessageEvent<unknown>) => {
  const parsed = Answer.safeParse(event.data);
  if (!parsed.success) return;
  const answer = parsed.data;
  const to = answer.kind === 'status' ? undefined : asked.get(answer.id);
  if (answer.kind !== 'status' && answer.kind !== 'scored') asked.delete(answer.id);
  watch.heard(asked.size > 0);
  if (answer.kind === 'status') {
    status = answer;
    for (const port of ports) port.postMessage(answer);
    return;
  }
  if (to !== undefined && ports.has(to.port)) to.port.postMessage({ ...answer, id: to.id });
});

/** Pictures are read here: it takes a document, and a worker of its own. */
async function readImage(port: browser.Runtime.Port, { id, image, areas }: ImageRequest): Promise<void> {
  const base = new URL('../', location.href).href;
  const ocr: Promise<typeof import('./ocr.ts')> = import(`${base}offscreen/ocr.js`);
  // What can't be read is no text; a picture is judged by nothing else.
  const texts = await ocr.then(({ readText }) => readText(base, image, areas)).catch(() => areas.map(() => ''));
  if (ports.has(port)) port.postMessage({ kind: 'texts', id, texts } satisfies Answer);
}

worker.addEventListener('error', (event) => fail(event.message || 'the worker failed'));
worker.addEventListener('messageerror', () => fail('a message could not be read'));

/**
 * The client takes the end of this document for a lost question, makes a new one and asks again. It hears of that end by its
 * port, and not sooner: while this document is there, it would be asked once more.
 */
function fail(cause: string): void {
  status = { kind: 'status', state: 'unavailable', cause };
  for (const port of ports) port.postMessage(status);
  worker.terminate();
  window.close();
}
