/**
 * How hooks ask the content script, which lives in another world: by events, answered in the same tick or by another event.
 * What a page changes of the built-in later doesn't reach these.
 */
export const { dispatchEvent: dispatch, addEventListener: listen } = EventTarget.prototype;
const { removeEventListener: unlisten } = EventTarget.prototype;
const { apply } = Reflect;
const { CustomEvent: Question } = window;

/** @returns false where the gate stopped or holds it */
export function mayGo(target: EventTarget, name: string, detail?: string): boolean {
  const init = { bubbles: true, composed: true, cancelable: true, detail };
  return apply(dispatch, target, [new Question(`interlock:${name}`, init)]);
}

let calls = 0;

type Answer = Promise<string | undefined>;

/** @returns `goes`: whether it was let go at once; `answer`: why not, or undefined, where somebody answers later */
function tell(name: string, about: object): { goes: boolean; answer: Answer } {
  calls += 1;
  const heard = `interlock:answer-${calls}`;
  let hear: (event: Event) => void = () => undefined;
  const answer: Answer = new Promise((done) => {
    hear = (event) => {
      unlisten.call(window, heard, hear);
      const { detail } = event as CustomEvent<unknown>;
      done(typeof detail === 'string' && detail ? detail : undefined);
    };
  });
  listen.call(window, heard, hear);
  return { goes: mayGo(window, name, JSON.stringify({ answer: heard, ...about })), answer };
}

/** Asks for what always waits for its answer. @returns why not, or undefined */
export const ask = (name: string, about: { name: string; description: string; text: string }): Answer =>
  tell(name, about).answer;

/** Tells what an agent is about to read here beside the document. */
export function say(text: string): void {
  mayGo(window, 'says', text);
}

/** Whether anything that is sent now, with a body or without, may have to be judged. Asked first, since it costs next to nothing. */
export const isLookedThrough = (hasBody = false): boolean => !mayGo(window, 'sends', hasBody ? 'body' : undefined);

/** A method may be called anything. */
const USUAL = /^[a-z]{0,10}$/i;
const BY_NETWORK = /^(https?|wss?):$/;

/**
 * @param waits whether it can wait for an answer that is likely to be yes
 * @param as a document of its own, which the network rules hold as well, or what its page waits to read the answer of
 * @returns nothing where `more` and `body` may go to `url` at once, else the answer: why not, or undefined
 */
export function held(
  url: string,
  more: string,
  body = '',
  waits = false,
  method = body ? 'post' : 'get',
  as: 'document' | 'question' | '' = '',
): Answer | undefined {
  if (!URL.canParse(url, document.baseURI)) return undefined;
  const { href, protocol } = new URL(url, document.baseURI);
  if (!BY_NETWORK.test(protocol)) return undefined;
  const beside = USUAL.test(method) ? more : `method=${method}\n${more}`;
  const text = `${href}\n${ends(body ? `${beside}\n${body}` : beside)}`;
  const { goes, answer } = tell('sending', {
    url: href,
    text,
    body: text.endsWith(body) ? body.length : 0,
    method,
    waits,
    opens: as === 'document',
    reads: as === 'question',
  });
  return goes ? undefined : answer;
}

const LONGEST = 190_000;

/** Of a long text as much is looked through as of any other: its two ends. */
const ends = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}\n${text.slice(-LONGEST / 2)}`;

/** What scripts see where a hook stands in a function's place: the function, still native by its looks. */
export function wrap<T, K extends keyof T, S extends object, A extends unknown[]>(
  owner: T,
  name: K,
  apply: (goOn: (...changed: unknown[]) => unknown, self: S, args: A) => unknown,
): void {
  const native = owner[name];
  if (typeof native !== 'function') return;
  owner[name] = new Proxy(native, {
    apply: (target, self, args) =>
      apply((...changed) => Reflect.apply(target, self, changed.length ? changed : args), self as S, args as A),
  });
}

/** The same for what is made by `new`. */
export function wrapConstructor<K extends keyof typeof globalThis>(
  name: K,
  construct: (make: () => object, args: unknown[], prototype: object) => object,
): void {
  const native: unknown = globalThis[name];
  if (typeof native !== 'function') return;
  const wrapped: unknown = new Proxy(native, {
    construct: (target, args, newTarget) =>
      construct(() => Reflect.construct(target, args, newTarget), args, newTarget.prototype as object),
  });
  const { prototype } = native as { prototype: object };
  Object.defineProperty(prototype, 'constructor', { value: wrapped, writable: true, configurable: true });
  Object.defineProperty(globalThis, name, { value: wrapped, writable: true, configurable: true });
}
