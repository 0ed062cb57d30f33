/**
 * The background's questions to the classifier. No question is lost: what was open when a worker or a document died is asked again, twice at most.
 */
import {
  type ActionRisk,
  type ActionText,
  type PassageRisk,
  type PassageText,
  unavailable,
} from '../../src/risk/risk.ts';
import { closeLeft, connectHere, type Line } from './line.ts';
import type { Answer, Area, Choice, Request, Status } from './messages.ts';

const TRIES = 3;
/** A GPU that took so many workers with it in so short a time is left alone: the last try is WASM's. */
const LOSSES = TRIES - 1;
const LOSSES_WITHIN_MS = 600_000;
/** Nothing waits for ever: an answer that took so long is `unavailable`, and policy says what that means. */
const PATIENCE_MS = { auto: 60_000, wasm: 60_000, webgpu: 600_000 };

export interface ClassifierStatus {
  readonly state: 'ready' | 'loading' | 'unavailable';
  readonly backend?: 'wasm' | 'webgpu' | undefined;
  readonly cause?: string | undefined;
  readonly model?: string | undefined;
  readonly refused?: string | undefined;
}

export interface ClassifierClient {
  /** @param scored is told of each passage as soon as it is known, the most suspicious first */
  scorePassages(passages: PassageText[], scored?: (index: number, risk: PassageRisk) => void): Promise<PassageRisk[]>;
  scoreActions(actions: ActionText[]): Promise<ActionRisk[]>;
  /** @returns the text in each area of a picture; empty where none could be read */
  readImage(image: string, areas: Area[]): Promise<string[]>;
  /** Passages wait for so long, but never for more than a moment; does nothing where none are open. */
  rest(ms: number): void;
  status(): ClassifierStatus;
  /** To be called when another plug-in may have been chosen: what runs with the old choice is closed, open questions are asked anew. */
  follow(): void;
  /** Lets go of the model, of which nobody needs anything now; the next question loads it again. */
  close(): void;
}

interface Open {
  readonly request: Request;
  readonly answered: (answer: Answer) => void;
  readonly gaveUp: (cause: string) => void;
  tries: number;
}

/**
 * @param choice on what to run; `auto` takes a GPU where it is a real one
 * @param plugIn hash of the manifest of the plug-in that is chosen now, if one is
 */
export function classifierClient(
  choice: Choice = 'auto',
  plugIn: () => string | undefined = () => undefined,
): ClassifierClient {
  let losses: number[] = [];
  const recentLosses = () => losses.filter((at) => Date.now() - at < LOSSES_WITHIN_MS);
  const connect = connectHere(() =>
    [recentLosses().length < LOSSES ? choice : 'wasm', plugIn()].filter(Boolean).join(),
  );
  /** Whether the worker that is connected said that it runs on a GPU, be it that it gave it up since. */
  let hadGpu = false;
  const open = new Map<number, Open>();
  let next = 1;
  let line: Promise<Line> | undefined;
  let status: Omit<Status, 'kind'> = { state: 'loading' };
  /** Why it was closed by ourselves: for another model, or for none. */
  let closing: 'other' | 'none' | undefined;

  function receive(answer: Answer): void {
    if (answer.kind === 'status') {
      const { kind: _, ...now } = answer;
      status = now;
      hadGpu ||= now.backend === 'webgpu';
      follow();
      return;
    }
    const question = open.get(answer.id);
    if (answer.kind !== 'scored') open.delete(answer.id);
    question?.answered(answer);
  }

  function follow(): void {
    // Only who has said what it runs can be running the wrong one.
    if (line === undefined || status.state === 'loading' || status.plugIn === plugIn()) return;
    end('other');
  }

  function end(why: 'other' | 'none'): void {
    status = { state: 'loading' };
    closing = why;
    void line?.then((there) => there.close()).catch(() => undefined);
  }

  function broken(cause: string): void {
    line = undefined;
    const why = closing;
    closing = undefined;
    if (hadGpu && !why) losses = [...recentLosses(), Date.now()];
    hadGpu = false;
    if (why === 'other') line = connect(receive, broken);
    else if (!why) status = { state: 'unavailable', cause };
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
            for (const { index, risk } of answer.risks) {
              known[index] = risk;
              scored?.(index, risk);
            }
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
    readImage: (image, areas) =>
      new Promise((resolve) => {
        ask(
          (id) => ({ kind: 'image', id, image, areas }),
          (answer) => {
            if (answer.kind === 'texts') resolve(answer.texts);
          },
          () => resolve(areas.map(() => '')),
        );
      }),
    rest(ms) {
      if (open.size > 0) void line?.then((there) => there.send({ kind: 'rest', ms })).catch(() => undefined);
    },
    status: () => status,
    follow,
    close() {
      if (open.size > 0) return;
      if (line) end('none');
      // Another life of this worker opened it.
      else closeLeft();
    },
  };
}
