/** Remembers answers by the hash of the text, the least recently used forgotten first. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export class Cache<Answer> {
  private readonly kept = new Map<string, Answer>();
  constructor(private readonly most: number) {}

  static key(text: string): string {
    return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 16));
  }

  get(key: string): Answer | undefined {
    const answer = this.kept.get(key);
    if (answer === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, answer);
    return answer;
  }

  set(key: string, answer: Answer): void {
    this.kept.set(key, answer);
    const oldest = this.kept.keys().next();
    if (this.kept.size > this.most && !oldest.done) this.kept.delete(oldest.value);
  }
}
