/** Remembers answers by their texts, in memory only, the least recently used forgotten first. */

export class Cache<Answer> {
  private readonly kept = new Map<string, Answer>();
  private units = 0;

  /** @param most UTF-16 units of all texts together */
  constructor(private readonly most: number) {}

  get(text: string): Answer | undefined {
    const answer = this.kept.get(text);
    if (answer === undefined) return undefined;
    this.kept.delete(text);
    this.kept.set(text, answer);
    return answer;
  }

  set(text: string, answer: Answer): void {
    if (!this.kept.delete(text)) this.units += text.length;
    this.kept.set(text, answer);
    for (const oldest of this.kept.keys()) {
      if (this.units <= this.most) return;
      this.kept.delete(oldest);
      this.units -= oldest.length;
    }
  }
}
