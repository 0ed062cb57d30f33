/** The ways to the worker: through an offscreen document where the browser has such documents, straight elsewhere (Firefox). */
import browser from 'webextension-polyfill';
import { Answer, choiceOf, PORT, type Request } from './messages.ts';
import { STUCK_MS, watchdog } from './watchdog.ts';

/** A line to the worker; `closed` is called once when it breaks. */
export interface Line {
  send(request: Request): void;
  close(): void;
}
export type Connect = (answered: (answer: Answer) => void, closed: (cause: string) => void) => Promise<Line>;

const DOCUMENT = 'offscreen/offscreen.html';

/** `chrome.offscreen`, which the polyfill's types don't know. */
interface Offscreen {
  closeDocument(): Promise<void>;
  createDocument(about: { url: string; reasons: string[]; justification: string }): Promise<void>;
}
interface Contexts {
  getContexts?(filter: { contextTypes: string[] }): Promise<unknown[]>;
}

const host = globalThis as { chrome?: { offscreen?: Offscreen; runtime?: Contexts } };

/** A document that nobody has a line to; where there is none, nothing happens. */
export function closeLeft(): void {
  void host.chrome?.offscreen?.closeDocument().catch(() => undefined);
}

/** @param hash what the address of the worker says after its `#`, asked at each connection */
export function connectHere(hash: () => string): Connect {
  const offscreen = host.chrome?.offscreen;
  return offscreen === undefined
    ? (answered, closed) => ownWorker(hash(), answered, closed)
    : (answered, closed) => offscreenPort(hash(), offscreen, host.chrome?.runtime, answered, closed);
}

async function offscreenPort(
  hash: string,
  offscreen: Offscreen,
  runtime: Contexts | undefined,
  answered: (answer: Answer) => void,
  closed: (cause: string) => void,
): Promise<Line> {
  const there = (await runtime?.getContexts?.({ contextTypes: ['OFFSCREEN_DOCUMENT'] })) ?? [];
  if (there.length === 0)
    await offscreen.createDocument({
      url: `${DOCUMENT}#${hash}`,
      reasons: ['WORKERS'],
      justification: 'Runs the classifier that recognises prompt injections, on this machine.',
    });
  const port = browser.runtime.connect({ name: PORT });
  let cause = 'the classifier was closed';
  port.onMessage.addListener((message: unknown) => {
    const answer = Answer.safeParse(message);
    if (!answer.success) return;
    if (answer.data.kind === 'status' && answer.data.cause !== undefined) cause = answer.data.cause;
    answered(answer.data);
  });
  port.onDisconnect.addListener(() => closed(cause));
  // The port hears of the end by itself; a document that is gone already needs none.
  return { send: (request) => port.postMessage(request), close: closeLeft };
}

async function ownWorker(
  hash: string,
  answered: (answer: Answer) => void,
  closed: (cause: string) => void,
): Promise<Line> {
  const worker = new Worker(browser.runtime.getURL(`offscreen/worker.js#${hash}`), { type: 'module' });
  const owed = new Set<number>();
  const watch = watchdog(STUCK_MS[choiceOf(`#${hash}`)], () => end('the worker hangs'));
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const answer = Answer.safeParse(event.data);
    if (!answer.success) return;
    if (answer.data.kind !== 'status' && answer.data.kind !== 'scored') owed.delete(answer.data.id);
    watch.heard(owed.size > 0);
    answered(answer.data);
  });
  const end = (cause: string) => {
    watch.heard(false);
    worker.terminate();
    closed(cause);
  };
  const send = (request: Request) => {
    worker.postMessage(request);
    // Pictures are read by nobody here; neither is answered.
    if (request.kind === 'image' || request.kind === 'rest') return;
    owed.add(request.id);
    watch.asked();
  };
  worker.addEventListener('error', (event) => end(event.message || 'the worker failed'));
  return { send, close: () => end('the classifier was closed') };
}
