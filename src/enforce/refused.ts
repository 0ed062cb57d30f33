/** What was stopped a moment ago isn't asked about again: a page that tries over and over is one incident a second. */
const REFUSED_MS = 1_000;
const MOST = 1_000;

export class Refused {
  /** Key → until when, and what was said. */
  private readonly known = new Map<string, { until: number; say: string }>();

  /** @param key where it was to go and what it carried; @returns what was said of it then, nothing where it has to be judged */
  saidOf(key: string): string | undefined {
    const before = this.known.get(key);
    return before && before.until > performance.now() ? before.say : undefined;
  }

  note(key: string, say: string): void {
    if (this.known.size > MOST) this.known.clear();
    this.known.set(key, { until: performance.now() + REFUSED_MS, say });
  }
}
