/**
 * Plain-JSON collections that are never changed in place: a step returns new memory and the old one stays valid, so
 * that a worker may die, or a step be repeated, at any instruction. Updates copy a path of a few small arrays.
 */

/** A map from text as a hash trie. A leaf is a flat list key, value, key, value…; a branch has 16 slots. */
export type Trie<V> =
  | { readonly leaf: readonly (readonly [string, V])[] }
  | { readonly slots: readonly (Trie<V> | 0)[] };

const WIDTH = 16;
const LEAF = 8;
// 32 bits of hash, four a level; past that, equal hashes share one leaf however many they are.
const DEEPEST = 8;

export function emptyTrie<V>(): Trie<V> {
  return { leaf: [] };
}

export function get<V>(trie: Trie<V>, key: string): V | undefined {
  let node = trie;
  for (let hash = hashOf(key); 'slots' in node; hash >>>= 4) {
    const child = node.slots[hash % WIDTH];
    if (child === undefined || child === 0) return undefined;
    node = child;
  }
  return node.leaf.find(([name]) => name === key)?.[1];
}

export function set<V>(trie: Trie<V>, key: string, value: V): Trie<V> {
  return put(trie, key, value, hashOf(key), 0);
}

function put<V>(node: Trie<V> | 0 | undefined, key: string, value: V, hash: number, depth: number): Trie<V> {
  if (node === undefined || node === 0) return { leaf: [[key, value]] };
  if ('slots' in node) {
    const slots = node.slots.slice();
    slots[hash % WIDTH] = put(slots[hash % WIDTH], key, value, hash >>> 4, depth + 1);
    return { slots };
  }
  const leaf = node.leaf.slice();
  const at = leaf.findIndex(([name]) => name === key);
  leaf[at < 0 ? leaf.length : at] = [key, value];
  return leaf.length <= LEAF || depth >= DEEPEST ? { leaf } : split(leaf, depth);
}

function split<V>(leaf: readonly (readonly [string, V])[], depth: number): Trie<V> {
  let branch: Trie<V> = { slots: new Array<0>(WIDTH).fill(0) };
  for (const [key, value] of leaf) branch = put(branch, key, value, hashOf(key) >>> (4 * depth), depth);
  return branch;
}

export function entries<V>(trie: Trie<V>): (readonly [string, V])[] {
  return 'leaf' in trie ? [...trie.leaf] : trie.slots.flatMap((child) => (child === 0 ? [] : entries(child)));
}

export function trieOf<V>(pairs: readonly (readonly [string, V])[]): Trie<V> {
  let trie = emptyTrie<V>();
  for (const [key, value] of pairs) trie = set(trie, key, value);
  return trie;
}

// FNV-1a. A page may choose keys (its origin), but a flood of them is bounded by the cap before it costs anything.
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A queue in chunks: push at the end, drop from the front, read by index. */
export type Tape<V> = { readonly full: readonly (readonly V[])[]; readonly tail: readonly V[]; readonly skip: number };

const CHUNK = 64;

export function emptyTape<V>(): Tape<V> {
  return { full: [], tail: [], skip: 0 };
}

export function tapeLength<V>(tape: Tape<V>): number {
  return tape.full.length * CHUNK + tape.tail.length - tape.skip;
}

export function at<V>(tape: Tape<V>, index: number): V | undefined {
  const i = index + tape.skip;
  return i < tape.full.length * CHUNK ? tape.full[Math.floor(i / CHUNK)]?.[i % CHUNK] : tape.tail[i % CHUNK];
}

/** Appends; once longer than `most`, the front falls off. */
export function push<V>(tape: Tape<V>, value: V, most: number): Tape<V> {
  const tail = [...tape.tail, value];
  const grown = tail.length < CHUNK ? { ...tape, tail } : { full: [...tape.full, tail], tail: [], skip: tape.skip };
  return tapeLength(grown) > most ? drop(grown, 1) : grown;
}

export function drop<V>(tape: Tape<V>, count: number): Tape<V> {
  const skip = tape.skip + count;
  const chunks = Math.min(Math.floor(skip / CHUNK), tape.full.length);
  return { full: chunks > 0 ? tape.full.slice(chunks) : tape.full, tail: tape.tail, skip: skip - chunks * CHUNK };
}

export function toArray<V>(tape: Tape<V>): V[] {
  return [...tape.full.flat(), ...tape.tail].slice(tape.skip);
}
