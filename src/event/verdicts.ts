/** From the laxest to the strictest; `allow` is the absence of all. Apart from the event's schema: every page loads these. */
export const VERDICTS = ['allow', 'log', 'warn', 'redact', 'ask', 'block', 'kill'] as const;
export type VerdictName = (typeof VERDICTS)[number];
