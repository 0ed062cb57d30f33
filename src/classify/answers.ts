/** From what the graphs give to what is answered: scores, tiers and labels, by the manifest's figures. */
import { type ActionRisk, type Backend, Purpose, unavailable } from '../risk/risk.ts';
import type { Reading } from './engine.ts';
import type { Manifest } from './manifest.ts';

/** The raw result for a text, before labels; what the cache keeps. */
export interface Scored {
  readonly score: number;
  readonly type: string | undefined;
  readonly backend: Backend;
}

export function scoredOf({ backend, early, late }: Reading, manifest: Manifest): Scored {
  const { exit, scale, types } = manifest.injection;
  const logit = blended(early, late?.injection?.[0], manifest);
  if (logit === undefined) return { score: sigmoid(early, exit?.scale ?? scale), type: undefined, backend };
  return { score: sigmoid(logit, scale), type: types[largest(late?.type ?? new Float32Array())], backend };
}

export function blended(
  early: number,
  late: number | undefined,
  { injection: { blend } }: Manifest,
): number | undefined {
  return late === undefined ? undefined : blend * early + (1 - blend) * late;
}

export function tierOf({ score, backend }: Scored, flags: readonly string[], manifest: Manifest) {
  const { thresholds, disguises } = manifest.injection;
  const disguised = flags.some((flag) => disguises.includes(flag));
  const { controversial, unsafe } = thresholds[disguised ? 'disguised' : backend];
  return score >= unsafe ? 'unsafe' : score >= controversial ? 'controversial' : 'safe';
}

export function labelsOf(scored: Scored, flags: readonly string[], manifest: Manifest): string[] {
  const type = tierOf(scored, flags, manifest) === 'safe' ? undefined : scored.type;
  return type === undefined ? [...flags] : [type, ...flags];
}

export function actionOf({ backend, late }: Reading, manifest: Manifest): ActionRisk {
  const { temperature, categories, purposes, high } = manifest.action;
  const [safe = 0, low = 0, most = 0] = softmax(late?.tier ?? new Float32Array(), temperature);
  const category = categories[largest(late?.category ?? new Float32Array())];
  const purpose = Purpose.safeParse(purposes[largest(late?.purpose ?? new Float32Array())]);
  if (late?.tier === undefined || category === undefined || !purpose.success)
    return unavailable('the graph gives no action risk');
  const tier = most >= high ? 'high' : low > safe ? 'low' : 'safe';
  return { kind: 'scored', tier, score: most + low / 2, category, purpose: purpose.data, backend };
}

function sigmoid(logit: number, { slope, shift }: { slope: number; shift: number }): number {
  return 1 / (1 + Math.exp(-(slope * logit + shift)));
}

function softmax(logits: Float32Array, temperature: number): number[] {
  const top = Math.max(...logits);
  const powers = [...logits].map((x) => Math.exp((x - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

function largest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}
