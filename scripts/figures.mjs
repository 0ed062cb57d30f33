// Figures of merit, and how sure they are.

/** Chance that an attack scores above a harmless passage. */
export function auc(attacks, harmless) {
  const sorted = [...harmless].sort((a, b) => a - b);
  let sum = 0;
  for (const score of attacks) sum += (rank(sorted, score, false) + rank(sorted, score, true)) / 2;
  return sum / (attacks.length * sorted.length);
}

/** Share of attacks above the score that 1 % of the harmless reach. */
export function recallAt(attacks, harmless, rate = 0.01) {
  const sorted = [...harmless].sort((a, b) => b - a);
  const threshold = sorted[Math.floor(rate * sorted.length)] ?? 1;
  return attacks.filter((score) => score > threshold).length / attacks.length;
}

export const share = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** The figure with its 95 % bootstrap interval, over `rounds` resamplings from a fixed seed. */
export function interval(a, b, figure, rounds = 200) {
  const random = lcg(20261126);
  const pick = (from) => from.map(() => from[Math.floor(random() * from.length)]);
  const made = Array.from({ length: rounds }, () => figure(pick(a), pick(b))).sort((x, y) => x - y);
  const at = (q) => made[Math.floor(q * (rounds - 1))].toFixed(3);
  return `${figure(a, b).toFixed(3)} [${at(0.025)}, ${at(0.975)}]`;
}

function rank(sorted, score, orEqual) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (sorted[mid] < score || (orEqual && sorted[mid] === score)) low = mid + 1;
    else high = mid;
  }
  return low;
}

function lcg(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
