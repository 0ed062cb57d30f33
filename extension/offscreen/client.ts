/**
 * The background's way to the classifier: an offscreen document's worker where the browser has such documents, a worker of the
 * event page elsewhere (Firefox). No question is lost: what was open when a worker or a document died is asked again, twice at most.
 */
import browser from 'webextension-polyfill';
import {
  type ActionRisk,
  type ActionText,
  type PassageRisk,
  type PassageText,
  unavailable,
} from '../../src/risk/risk.ts';
import type { Choice } from './backends.ts';
import { Answer, PORT, type Request, type Status } from './messages.ts';

const DOCUMENT = 'offscreen/offscreen.html';
const TRIES = 3;
/** Nothing waits for ever: an answer that took so long is `unavailable`, and policy says what that means. */
const PATIENCE_MS = { auto: 60_000, wasm: 60_000, webgpu: 600_000 };

export interface ClassifierStatus {
  readonly state: 'ready' | 'loading' | 'unavailable';
  readonly backend?: 'wasm' | 'webgpu' | undefined;
  readonly cause?: string | undefined;
  readonly model?: string | undefined;
}

export interface ClassifierClient {
  /** @param scored is told of each passage as soon as it is known, the most suspicious first */
  scorePassages(passages: PassageText[], scored?: (index: number, risk: PassageRisk) => void): Promise<PassageRisk[]>;
  scoreActions(actions: ActionText[]): Promise<ActionRisk[]>;
  status(): ClassifierStatus;
}

interface Open {
  readonly request: Request;
  readonly answered: (answer: Answer) => void;
  readonly gaveUp: (cause: string) => void;
  tries: number;
}

/** A line to the worker; `closed` is called once when it breaks. */
interface Line {
  send(request: Request): void;
}
type Connect = (answered: (answer: Answer) => void, closed: (cause: string) => void) => Promise<Line>;

/** @param choice on what to run; `auto` takes a GPU where it is a real one */
export function classifierClient(choice: Choice = 'auto', connect: Connect = connectHere(choice)): ClassifierClient {
  const open = new Map<number, Open>();
  let next = 1;
  let line: Promise<Line> | undefined;
  let status: Omit<Status, 'kind'> = { state: 'loading' };

  function receive(answer: Answer): void {
    if (answer.kind === 'status') {
      const { kind: _, ...now } = answer;
      status = now;
      return;
    }
    const question = open.get(answer.id);
    if (answer.kind !== 'scored') open.delete(answer.id);
    question?.answered(answer);
  }

  function broken(cause: string): void {
    line = undefined;
    status = { state: 'unavailable', cause };
    for (const [id, question] of open) {
      if (question.tries < TRIES) void send(id, question);
      else {
        open.delete(id);
        question.gaveUp(cause);
      }
    }
  }

  async function send(id: number, question: Open): Promise<void> {
    question.tries += 1;
    line ??= connect(receive, broken);
    try {
      (await line).send(question.request);
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'no classifier';
      line = undefined;
      if (!open.has(id)) return;
      if (question.tries < TRIES) return send(id, question);
      status = { state: 'unavailable', cause };
      open.delete(id);
      question.gaveUp(cause);
    }
  }

  function ask(make: (id: number) => Request, answered: Open['answered'], gaveUp: Open['gaveUp']): void {
    const id = next++;
    const timer = setTimeout(() => {
      if (open.delete(id)) gaveUp('no answer in time');
    }, PATIENCE_MS[choice]);
    const question: Open = {
      request: make(id),
      answered(answer) {
        if (answer.kind !== 'scored') clearTimeout(timer);
        answered(answer);
      },
      gaveUp(cause) {
        clearTimeout(timer);
        gaveUp(cause);
      },
      tries: 0,
    };
    open.set(id, question);
    void send(id, question);
  }

  return {
    scorePassages: (passages, scored) =>
      new Promise((resolve) => {
        const known: PassageRisk[] = [];
        ask(
          (id) => ({
            kind: 'passages',
            id,
            passages: passages.map(({ text, channel }) => (channel === undefined ? { text } : { text, channel })),
          }),
          (answer) => {
            if (answer.kind === 'passages') resolve(answer.risks);
            if (answer.kind !== 'scored') return;
            known[answer.index] = answer.risk;
            scored?.(answer.index, answer.risk);
          },
          // What was scored before the end stays scored.
          (cause) => resolve(passages.map((_, i) => known[i] ?? unavailable(cause))),
        );
      }),
    scoreActions: (actions) =>
      new Promise((resolve) => {
        ask(
          (id) => ({ kind: 'actions', id, actions }),
          (answer) => {
            if (answer.kind === 'actions') resolve(answer.risks);
          },
          (cause) => resolve(actions.map(() => unavailable(cause))),
        );
      }),
    status: () => status,
  };
}

/** `chrome.offscreen`, which the polyfill's types don't know. */
interface Offscreen {
  createDocument(about: { url: string; reasons: string[]; justification: string }): Promise<void>;
}
interface Contexts {
  getContexts?(filter: { contextTypes: string[] }): Promise<unknown[]>;
}

function connectHere(choice: Choice): Connect {
  const host = globalThis as { chrome?: { offscreen?: Offscreen; runtime?: Contexts } };
  const offscreen = host.chrome?.offscreen;
  return offscreen === undefined
    ? (answered, closed) => ownWorker(choice, answered, closed)
    : (answered, closed) => offscreenPort(choice, offscreen, host.chrome?.runtime, answered, closed);
}

async function offscreenPort(
  choice: Choice,
  offscreen: Offscreen,
  runtime: Contexts | undefined,
  answered: (answer: Answer) => void,
  closed: (cause: string) => void,
): Promise<Line> {
  const there = (await runtime?.getContexts?.({ contextTypes: ['OFFSCREEN_DOCUMENT'] })) ?? [];
  if (there.length === 0)
    await offscreen.createDocument({
      url: `${DOCUMENT}#${choice}`,
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
  return { send: (request) => port.postMessage(request) };
}

async function ownWorker(
  choice: Choice,
  answered: (answer: Answer) => void,
  closed: (cause: string) => void,
): Promise<Line> {
  const worker = new Worker(browser.runtime.getURL(`offscreen/worker.js#${choice}`), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const answer = Answer.safeParse(event.data);
    if (answer.success) answered(answer.data);
  });
  worker.addEventListener('error', (event) => {
    worker.terminate();
    closed(event.message || 'the worker failed');
  });
  return { send: (request) => worker.postMessage(request) };
}
