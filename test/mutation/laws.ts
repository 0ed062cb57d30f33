/** What holds of the engine's parts by themselves, as checks that mutants must fail and tests run too. */
export type Law = readonly [name: string, holds: () => boolean];

export const LAWS: readonly Law[] = [];
export const ANSWERS: readonly Law[] = [];
export const READING: readonly Law[] = [];
