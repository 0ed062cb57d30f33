/**
 * The order of work on one thread: actions first, since someone waits at a gate; then passages, the most suspicious first,
 * a few at a time so that an action never waits long. Everything is scored in the end.
 */
import type { Classifier } from '../../src/classify/classifier.ts';
import { type ActionRisk, type Backend, type PassageRisk, type PassageText, unavailable } from '../../src/risk/risk.ts';
import { urgency } from '../../src/risk/signs.ts';
import type { Answer, Request } from './messages.ts';

/**
 * UTF-16 units of passages between two looks at the queue, each counted as long as the longest: that is what the model
 * reads, padding included. More is hardly faster on one thread and answered later; a GPU is kept busy by more.
 */
const STEP: Readonly<Record<Backend, number>> = { wasm: 800, webgpu: 4_000 };
/** While one page comes after another; what looks like an order never rests. */
const LONGEST_REST_MS = 2_000;
const PAID_BACK_MS = 500;

interface Waiting {
  readonly passage: PassageText;
  readonly urgency: number;
  readonly done: (risk: PassageRisk) => void;
  /** Tells what is done and wasn't told yet. */
  readonly flush: () => void;
}

/** What the model is asked; pictures are read elsewhere. */
type Question = Exclude<Request, { kind: 'image' | 'rest' }>;

export interface Queue {
  ask(request: Question, answer: (answer: Answer) => void): void;
  /** No step begins for so long. Actions don't wait. */
  rest(ms: number): void;
}

/** @param classifier is awaited before the first question; questions may be asked before it is there */
export function queueFor(classifier: Promise<Classifier>): Queue {
  const actions: (() => Promise<void>)[] = [];
  const passages: Waiting[] = [];
  let working = false;
  let restsUntil = 0;
  let restsSince: number | undefined;
  /** A long rest is paid back: nobody keeps the model from its work by loading one page after another. */
  let worksUntil = 0;
  let woken: () => void = () => undefined;

  /** @returns false where there may be something else to do first */
  async function rested(): Promise<boolean> {
    const now = performance.now();
    if (restsSince !== undefined && now >= restsSince + LONGEST_REST_MS) worksUntil = now + PAID_BACK_MS;
    const works = now < worksUntil || now >= restsUntil;
    restsSince = works ? undefined : (restsSince ?? now);
    if (restsSince === undefined) return true;
    const left = Math.min(restsUntil, restsSince + LONGEST_REST_MS) - now;
    await new Promise<void>((done) => {
      woken = done;
      setTimeout(done, left);
    });
    return false;
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    const model = await classifier;
    while (actions.length > 0 || passages.length > 0) {
      const action = actions.shift();
      if (action !== undefined) {
        await action();
        continue;
      }
      passages.sort((a, b) => b.urgency - a.urgency);
      // What looks like an order isn't kept waiting.
      if (passages[0]?.urgency === 0 && !(await rested())) continue;
      const now = passages.splice(0, stepOf(passages, STEP[model.backend ?? 'wasm']));
      const told = new Set<number>();
      const tell = (i: number, risk: PassageRisk) => {
        if (told.has(i)) return;
        told.add(i);
        now[i]?.done(risk);
      };
      const risks = await model
        .scorePassages(
          now.map((w) => w.passage),
          tell,
        )
        .catch(causeOf);
      now.forEach((_, i) => {
        tell(i, Array.isArray(risks) ? (risks[i] ?? unavailable('no answer')) : risks);
      });
      for (const flush of new Set(now.map((w) => w.flush))) flush();
      // WASM computes on this thread: without a pause, what is asked meanwhile would be heard of when all is done.
      await new Promise((done) => setTimeout(done));
    }
    working = false;
  }

  return {
    ask(request, answer) {
      if (request.kind === 'actions')
        actions.push(async () => {
          const risks = await (await classifier).scoreActions(request.actions).catch(causeOf);
          const all: ActionRisk[] = Array.isArray(risks) ? risks : request.actions.map(() => risks);
          answer({ kind: 'actions', id: request.id, risks: all });
        });
      else passages.push(...waitingOf(request.id, request.passages, answer));
      // An action doesn't wait for the end of a rest.
      woken();
      void work();
    },
    rest(ms) {
      restsUntil = performance.now() + ms;
    },
  };
}

/** How many of the first passages a step takes: at least one. */
function stepOf(passages: readonly Waiting[], most: number): number {
  let longest = 0;
  const full = passages.findIndex(({ passage }, i) => {
    longest = Math.max(longest, passage.text.length);
    return i > 0 && (i + 1) * longest > most;
  });
  return full < 0 ? passages.length : full;
}

function waitingOf(id: number, asked: readonly PassageText[], answer: (answer: Answer) => void): Waiting[] {
  const risks: PassageRisk[] = asked.map(() => unavailable('not read'));
  let left = asked.length;
  let untold: { index: number; risk: PassageRisk }[] = [];
  const flush = () => {
    if (untold.length > 0) answer({ kind: 'scored', id, risks: untold });
    untold = [];
  };
  if (left === 0) answer({ kind: 'passages', id, risks });
  return asked.map((passage, index) => ({
    passage,
    urgency: urgency(passage),
    done(risk) {
      risks[index] = risk;
      untold.push({ index, risk });
      left -= 1;
      // What is to be covered doesn't wait for the others of its step.
      if (left === 0 || risk.kind !== 'scored' || risk.tier !== 'safe') flush();
      if (left === 0) answer({ kind: 'passages', id, risks });
    },
    flush,
  }));
}

// The classifier answers instead of throwing; should it throw all the same, that is a cause like any other.
function causeOf(error: unknown) {
  return unavailable(error instanceof Error ? error.message.slice(0, 200) : 'failed');
}
