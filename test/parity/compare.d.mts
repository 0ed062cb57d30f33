import type { PassageRisk } from '../../src/risk/risk.ts';

export interface Vector {
  text: string;
  odds: number;
}
export function vectors(): Promise<Vector[]>;
export function compare(
  rows: readonly Vector[],
  risks: readonly PassageRisk[],
): Promise<{ n: number; unanswered: number; near: number; same: number; median: number; p99: number; pass: boolean }>;
