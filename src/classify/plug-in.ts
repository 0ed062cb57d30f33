/**
 * A person's own injection model in place of ours: a folder as transformers.js wants it, with a manifest that pins each file
 * and declares what the model says of a few texts. What differs from its pins or its own words is refused.
 */
import * as z from 'zod/mini';
import { type PassageRisk, type PassageText, unavailable } from '../risk/risk.ts';
import { type Batch, batchesOf } from './batches.ts';
import type { Classifier } from './classifier.ts';
import { sha256 } from './manifest.ts';
import { normalise } from './normalise.ts';
import { type Windows, windowsOf } from './windows.ts';

export const PLUG_IN_MANIFEST = 'interlock.json';
/** Probabilities that differ more than this from the declared ones are another model's, or a broken engine's. */
const FAR = 0.05;

const Path = z.string().check(z.regex(/^(?:[a-zA-Z0-9_-][\w.-]*\/){0,3}[a-zA-Z0-9_-][\w.-]*$/));
const Share = z.number().check(z.minimum(0), z.maximum(1));

export const PlugInManifest = z.strictObject({
  interlock: z.literal(1),
  name: z.string().check(z.maxLength(80)),
  version: z.string().check(z.maxLength(40)),
  /** Weights and data only: `config.json`, `tokenizer.json`, `onnx/model.onnx` or as `dtype` has it. */
  files: z.record(Path, z.strictObject({ sha256: z.string().check(z.length(64)), bytes: z.number() })),
  /** Which of the model's files is run, in the words of transformers.js. */
  dtype: z.enum(['fp32', 'fp16', 'int8', 'uint8', 'q8', 'q4']),
  window: z.strictObject({
    size: z.number().check(z.minimum(8), z.maximum(2_048)),
    stride: z.number().check(z.minimum(4)),
  }),
  tokens: z.strictObject({ start: z.number(), pad: z.number(), end: z.number() }),
  injection: z.strictObject({
    /** Which of the model's labels is an injection; with one label only, its logit is. */
    label: z.number().check(z.minimum(0)),
    /** The log-odds of that label become the probability 1 / (1 + e^-(slope·odds + shift)). */
    scale: z.strictObject({ slope: z.number(), shift: z.number() }),
    thresholds: z.strictObject({ controversial: Share, unsafe: Share }),
  }),
  /** What the model says of these texts: at least one that it calls unsafe, and one that it calls safe. */
  check: z.array(z.strictObject({ text: z.string(), score: Share })).check(z.minLength(2)),
});
export type PlugInManifest = z.infer<typeof PlugInManifest>;

export interface PlugInFiles {
  readonly manifest: PlugInManifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}
/** Logits of a batch, `labels` a row. */
export type Forward = (batch: Batch<Window>) => Promise<{ logits: Float32Array; labels: number }>;
interface Window {
  readonly ids: Int32Array;
  readonly owner: number;
}

/**
 * Reads a folder and checks it against its pins.
 * @param read gives a file's bytes by its path in the folder, or rejects
 * @param pin sha256 of the manifest as it was when the person chose it; absent at the first reading
 * @returns the reason as a string when it is refused; never throws
 */
export async function readPlugIn(
  read: (path: string) => Promise<Uint8Array>,
  pin?: string,
): Promise<(PlugInFiles & { readonly sha256: string }) | string> {
  const bytes = await read(PLUG_IN_MANIFEST).catch(() => undefined);
  if (bytes === undefined) return `missing: ${PLUG_IN_MANIFEST}`;
  const own = await sha256(bytes);
  if (pin !== undefined && own !== pin) return `hash: ${PLUG_IN_MANIFEST}`;
  const manifest = parse(bytes);
  if (manifest === undefined) return `manifest: ${PLUG_IN_MANIFEST}`;
  const files = new Map<string, Uint8Array>();
  for (const [path, expected] of Object.entries(manifest.files)) {
    const file = await read(path).catch(() => undefined);
    if (file === undefined) return `missing: ${path}`;
    if ((await sha256(file)) !== expected.sha256) return `hash: ${path}`;
    files.set(path, file);
  }
  return { manifest, files, sha256: own };
}

function parse(bytes: Uint8Array): PlugInManifest | undefined {
  try {
    const { success, data } = PlugInManifest.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (!success || data.window.stride > data.window.size) return undefined;
    const { unsafe, controversial } = data.injection.thresholds;
    // A model that says the same of everything must not be able to pass.
    const tells = data.check.some((c) => c.score >= unsafe) && data.check.some((c) => c.score < controversial);
    return tells && controversial <= unsafe ? data : undefined;
  } catch {
    return undefined;
  }
}

export type PlugIn = Pick<Classifier, 'scorePassages'>;

/** @returns the model, or why it is refused; never throws */
export async function startPlugIn(
  { manifest, files }: PlugInFiles,
  open: (files: PlugInFiles) => Promise<Forward>,
): Promise<PlugIn | string> {
  try {
    const tokenizer = files.get('tokenizer.json');
    if (tokenizer === undefined) return 'missing: tokenizer.json';
    const windows = windowsOf(tokenizer, manifest);
    const forward = await open({ manifest, files });
    const plugIn = { scorePassages: scorerOf(manifest, windows, forward) };
    const answers = await plugIn.scorePassages(manifest.check);
    const isRight = manifest.check.every(({ score }, i) => {
      const answer = answers[i];
      return answer?.kind === 'scored' && Math.abs(answer.score - score) <= FAR;
    });
    return isRight ? plugIn : 'parity';
  } catch (error) {
    return `runtime: ${messageOf(error)}`;
  }
}

function scorerOf(manifest: PlugInManifest, windows: Windows, forward: Forward): Classifier['scorePassages'] {
  return async (asked: readonly PassageText[], scored = () => {}) => {
    const normal = asked.map(({ text }) => normalise(text));
    const answers: PassageRisk[] = [];
    const worst = new Map<number, number>();
    const open = new Map<number, number>();
    const causes = new Map<number, string>();
    const jobs: Window[] = [];
    const settle = (owner: number) => {
      const score = worst.get(owner);
      const cause = causes.get(owner);
      const isUnsafe = score !== undefined && score >= manifest.injection.thresholds.unsafe;
      // An unread window could be the bad one.
      const isKnown = score !== undefined && (cause === undefined || isUnsafe);
      const risk = isKnown ? riskOf(score, normal[owner]?.flags ?? [], manifest) : unavailable(cause ?? 'no window');
      answers[owner] = risk;
      scored(owner, risk);
    };
    for (const [owner, { plain }] of normal.entries()) {
      const own = windows(plain).map((ids) => ({ ids, owner }));
      if (own.length === 0) settle(owner);
      open.set(owner, own.length);
      jobs.push(...own);
    }
    for (const batch of batchesOf(jobs, manifest.tokens.pad)) {
      const scores = await forward(batch).then(
        ({ logits, labels }) =>
          batch.jobs.map((_, row) => scoreOf(logits.subarray(row * labels, (row + 1) * labels), manifest)),
        (error: unknown) => messageOf(error),
      );
      for (const [row, { owner }] of batch.jobs.entries()) {
        const score = typeof scores === 'string' ? Number.NaN : (scores[row] ?? Number.NaN);
        if (Number.isNaN(score)) causes.set(owner, typeof scores === 'string' ? `runtime: ${scores}` : 'no number');
        else worst.set(owner, Math.max(score, worst.get(owner) ?? 0));
        const left = (open.get(owner) ?? 1) - 1;
        open.set(owner, left);
        if (left === 0) settle(owner);
      }
    }
    return answers;
  };
}

function scoreOf(logits: Float32Array, { injection: { label, scale } }: PlugInManifest): number {
  const own = logits[label] ?? Number.NaN;
  const others = [...logits].filter((_, i) => i !== label);
  const top = Math.max(...others);
  const odds = others.length === 0 ? own : own - top - Math.log(others.reduce((sum, x) => sum + Math.exp(x - top), 0));
  return 1 / (1 + Math.exp(-(scale.slope * odds + scale.shift)));
}

function riskOf(score: number, labels: readonly string[], { injection }: PlugInManifest): PassageRisk {
  const { controversial, unsafe } = injection.thresholds;
  const tier = score >= unsafe ? 'unsafe' : score >= controversial ? 'controversial' : 'safe';
  return { kind: 'scored', score, tier, labels: [...labels], backend: 'wasm' };
}

/** Passages by the plug-in, and where it can't answer by ours; actions are ours. */
export function inPlaceOf(shipped: Classifier, plugIn: PlugIn): Classifier {
  return {
    get backend() {
      return shipped.backend;
    },
    get cause() {
      return shipped.cause;
    },
    scoreActions: (actions) => shipped.scoreActions(actions),
    async scorePassages(asked, scored = () => {}) {
      const risks = await plugIn.scorePassages(asked, (i, risk) => {
        if (risk.kind === 'scored') scored(i, risk);
      });
      const open = risks.flatMap((risk, i) => (risk.kind === 'scored' ? [] : [i]));
      const again = open.flatMap((i) => asked[i] ?? []);
      const ours = await shipped.scorePassages(again, (at, risk) => scored(open[at] ?? -1, risk));
      open.forEach((i, at) => {
        risks[i] = ours[at] ?? unavailable('no answer');
      });
      return risks;
    },
  };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
