/** Passages and actions to risk, with the shipped model. */
import {
  type ActionRisk,
  type ActionText,
  type Backend,
  type PassageRisk,
  type PassageText,
  unavailable,
} from '../risk/risk.ts';
import { actionLine } from './action-text.ts';
import { actionOf, blended, labelsOf, type Scored, scoredOf, tierOf } from './answers.ts';
import { Cache } from './cache.ts';
import { Engine } from './engine.ts';
import type { Manifest, ModelAssets } from './manifest.ts';
import { normalise } from './normalise.ts';
import type { Runtime } from './runtime.ts';
import { type Windows, windowsOf } from './windows.ts';

/** UTF-16 units of the actions whose answers are remembered. */
const REMEMBERED = 200_000;
/** Logits that differ more than this from the network's are not rounding: the backend computes something else. */
const FAR = 0.6;

export interface Classifier {
  /** What answers now; absent when nothing can. */
  readonly backend: Backend | undefined;
  /** Why it can't answer, or why a better backend was given up. */
  readonly cause: string | undefined;
  /**
   * One answer a passage, in order; never rejects. A long text is cut into windows, the worst one counts.
   * @param scored is told of each passage as soon as its answer is known
   */
  scorePassages(
    passages: readonly PassageText[],
    scored?: (index: number, risk: PassageRisk) => void,
  ): Promise<PassageRisk[]>;
  /** One answer an action, in order; never rejects. */
  scoreActions(actions: readonly ActionText[]): Promise<ActionRisk[]>;
}

interface WindowJob {
  readonly ids: Int32Array;
  readonly owners: Set<number>;
}

/**
 * @param runtimes the better first; the next one takes over when one fails
 * @returns a classifier also when nothing runs: it then answers `unavailable` with the cause
 */
export async function createClassifier(
  assets: ModelAssets,
  runtimes: Runtime | readonly Runtime[],
): Promise<Classifier> {
  const { manifest } = assets;
  const tokenizer = assets.files.get('tokenizer.json');
  if (tokenizer === undefined) return silent('missing: tokenizer.json');
  const windows = windowsOf(tokenizer, manifest);
  const engine = await Engine.start(assets, 'open' in runtimes ? [runtimes] : runtimes);
  await checkParity(engine, manifest, windows);
  const actions = new Cache<ActionRisk>(REMEMBERED);

  async function scorePassages(
    asked: readonly PassageText[],
    scored: (index: number, risk: PassageRisk) => void = () => {},
  ): Promise<PassageRisk[]> {
    const normal = asked.map((p) => normalise(p.text));
    const answers = new Map<number, PassageRisk>();
    const worst = new Map<number, Scored>();
    const causes = new Map<number, string>();
    const open = new Map<number, number>();
    const jobs = new Map<string, WindowJob>();

    const settle = (i: number) => {
      const flags = normal[i]?.flags ?? [];
      const found = worst.get(i);
      const cause = causes.get(i);
      // An unread window could be the bad one, so a low score of the others proves nothing; a high one does.
      const known = found !== undefined && (cause === undefined || tierOf(found, flags, manifest) === 'unsafe');
      const risk: PassageRisk = known
        ? {
            kind: 'scored',
            score: found.score,
            tier: tierOf(found, flags, manifest),
            labels: labelsOf(found, flags, manifest),
            backend: found.backend,
          }
        : unavailable(cause ?? 'no window');
      answers.set(i, risk);
      scored(i, risk);
    };

    for (const [i, { plain }] of normal.entries()) {
      const own = new Set<string>();
      for (const ids of windows(plain)) {
        const key = ids.join();
        own.add(key);
        const job = jobs.get(key) ?? { ids, owners: new Set<number>() };
        job.owners.add(i);
        jobs.set(key, job);
      }
      open.set(i, own.size);
    }
    const exit = manifest.injection.exit;
    const leave = (early: number) => exit !== undefined && early < exit.below;
    await engine.readAll([...jobs.values()], leave, (job, read) => {
      for (const i of job.owners) {
        if (read.kind === 'unavailable') causes.set(i, read.cause);
        else {
          const now = scoredOf(read.reading, manifest);
          const before = worst.get(i);
          if (before === undefined || now.score > before.score) worst.set(i, now);
        }
        const left = (open.get(i) ?? 1) - 1;
        open.set(i, left);
        if (left === 0) settle(i);
      }
    });
    return asked.map((_, i) => answers.get(i) ?? unavailable(causes.get(i) ?? 'not read'));
  }

  async function scoreActions(asked: readonly ActionText[]): Promise<ActionRisk[]> {
    const lines = asked.map((a) => normalise(actionLine(a)).plain);
    const answers = new Map<string, ActionRisk>();
    const jobs: { ids: Int32Array; line: string }[] = [];
    for (const line of new Set(lines)) {
      const kept = actions.get(line);
      if (kept !== undefined) answers.set(line, kept);
      else for (const ids of windows(line).slice(0, 1)) jobs.push({ ids, line });
    }
    await engine.readAll(
      jobs,
      () => false,
      ({ line }, read) => {
        const risk = read.kind === 'read' ? actionOf(read.reading, manifest) : unavailable(read.cause);
        if (risk.kind === 'scored') actions.set(line, risk);
        answers.set(line, risk);
      },
    );
    return lines.map((line) => answers.get(line) ?? unavailable('not read'));
  }

  return {
    get backend() {
      return engine.backend;
    },
    get cause() {
      return engine.cause;
    },
    scorePassages,
    scoreActions,
  };
}

/** Drivers and kernels have been wrong without an error: what runs must give the known answers, or it isn't used. */
async function checkParity(engine: Engine, manifest: Manifest, windows: Windows): Promise<void> {
  const jobs = manifest.check.flatMap(({ text, odds }) =>
    windows(normalise(text).plain)
      .slice(0, 1)
      .map((ids) => ({ ids, odds })),
  );
  for (let backend = engine.backend; backend !== undefined; backend = engine.backend) {
    let wrong = false;
    await engine.readAll(
      jobs,
      () => false,
      ({ odds }, read) => {
        const { early = 0, late } = read.kind === 'read' ? read.reading : {};
        const logit = blended(early, late?.injection?.[0], manifest);
        // What couldn't be read is no wrong answer: the engine has moved on by itself.
        const { slope, shift } = manifest.injection.scale;
        if (logit !== undefined && !(Math.abs(slope * logit + shift - odds) <= FAR)) wrong = true;
      },
    );
    if (wrong) await engine.refuse('parity');
    else if (engine.backend === backend) return;
  }
}

/** A classifier that can only say why it is none. */
export function silent(cause: string): Classifier {
  return {
    backend: undefined,
    cause,
    async scorePassages(passages, scored) {
      const risks = passages.map(() => unavailable(cause));
      risks.forEach((risk, i) => {
        scored?.(i, risk);
      });
      return risks;
    },
    scoreActions: async (actions) => actions.map(() => unavailable(cause)),
  };
}
