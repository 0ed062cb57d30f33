/**
 * What was refused counts as begun. A page that lets an agent type a number key by key would otherwise be told all of it but
 * the keys that were refused, as soon as there is a pause between them: what is left has too few digits in a row to be known.
 */

/** UTF-16 units of what came last. */
const REMEMBERED = 200;

export class Begun {
  private text = '';

  constructor(private readonly isForeign: (text: string) => boolean) {}

  /** @param text what was refused, with what stood before it */
  refuse(text: string): void {
    let rest = text.slice(-REMEMBERED);
    // As much as may stand there: the next part completes it again, and no other does.
    while (rest && this.isForeign(rest)) rest = rest.slice(1);
    this.text = rest;
  }

  /** @returns what `part` completes together with what was refused; empty where nothing */
  completedBy(part: string): string {
    const text = this.text + part;
    return this.text && this.isForeign(text) ? text : '';
  }

  /** `part` went with what was refused. */
  drop(part: string): void {
    if (this.text) this.refuse(this.text + part);
  }

  /** `part` was let through; with all that was refused in it, judged as what it is, nothing is left of that. */
  grow(part: string): void {
    if (!this.text) return;
    const isAll = part.includes(this.text) && this.isForeign(part);
    this.text = isAll ? '' : (this.text + part).slice(-REMEMBERED);
  }
}
