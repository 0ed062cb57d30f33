// How far a backend's answers lie from the parity vectors, and whether that is near enough.
import { readFile } from 'node:fs/promises';

const FAR = 0.15;
/** Shares that must hold: logits within FAR (the network was never quantised), and the same verdict. */
const NEAR_SHARE = { wasm: 0.9, webgpu: 0.95 };
/** Of all 2,000; of a few hundred, two or three near a threshold are chance. */
const SAME_SHARE = 0.995;
const SAME_OF_FEW = 0.98;

/** {text, odds} each; odds are log-odds before the sigmoid. */
export async function vectors() {
  const text = await readFile(new URL('vectors.jsonl', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export async function compare(rows, risks) {
  const manifest = JSON.parse(await readFile(new URL('../../models/manifest.json', import.meta.url), 'utf8'));
  const { scale, thresholds, disguises } = manifest.injection;
  const boundsOf = (risk) =>
    thresholds[risk.labels.some((label) => disguises.includes(label)) ? 'disguised' : risk.backend];
  const tierOf = (p, { controversial, unsafe }) =>
    p >= unsafe ? 'unsafe' : p >= controversial ? 'controversial' : 'safe';
  const unanswered = risks.filter((risk) => risk.kind !== 'scored').length;
  const read = risks.map((risk, i) => [risk, rows[i]]).filter(([risk]) => risk.kind === 'scored');
  const distance = read
    .map(([risk, row]) => Math.abs(Math.log(risk.score / (1 - risk.score)) - row.odds) / scale.slope)
    .sort((a, b) => a - b);
  const same = read.filter(([risk, row]) => tierOf(1 / (1 + Math.exp(-row.odds)), boundsOf(risk)) === risk.tier);
  const near = distance.filter((d) => d <= FAR).length / distance.length;
  const backend = read[0]?.[0].backend ?? 'wasm';
  const at = (q) => Number(distance[Math.floor(q * (distance.length - 1))]?.toFixed(3));
  return {
    n: rows.length,
    unanswered,
    near: Number(near.toFixed(4)),
    same: Number((same.length / read.length).toFixed(4)),
    median: at(0.5),
    p99: at(0.99),
    pass:
      unanswered === 0 &&
      near >= NEAR_SHARE[backend] &&
      same.length / read.length >= (rows.length >= 1_000 ? SAME_SHARE : SAME_OF_FEW),
  };
}
