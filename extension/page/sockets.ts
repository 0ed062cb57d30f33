/** Connections that stay open: `WebSocket` and `EventSource`. */
import { held, isLookedThrough, wrap, wrapConstructor } from './asking.ts';
import { textOf } from './bodies.ts';

/** Of a kind that no name server knows (RFC 6761). */
const NOWHERE = 'interlock.invalid';

export function hookSockets(): void {
  const { WebSocket: Socket, EventSource: Source } = window;
  hook('WebSocket', /^http/, 'ws', () => new Socket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${NOWHERE}/`));
  hook('EventSource', /^/, '', () => new Source('data:text/plain,'));
  hookMessages();
}

/** @param fails one that fails as where its server can't be reached, with all its events */
function hook(name: 'WebSocket' | 'EventSource', scheme: RegExp, its: string, fails: () => object): void {
  wrapConstructor(name, (make, [to, protocols], prototype) => {
    if (!URL.canParse(String(to), document.baseURI) || !isLookedThrough()) return make();
    const url = new URL(String(to), document.baseURI).href.replace(scheme, its);
    const said = typeof protocols === 'string' || Array.isArray(protocols) ? String(protocols) : '';
    const stopped = held(url, said, '', true);
    if (!stopped) return make();
    return judgedFirst(
      prototype,
      url,
      stopped.then((refusal) => (refusal ? fails() : make())),
    );
  });
}

const METHODS = new Set<unknown>(['addEventListener', 'removeEventListener', 'dispatchEvent', 'close', 'send']);

/**
 * Who is here may not be known yet, or where this leads has to be judged: to its page it is connecting meanwhile. What is
 * asked of it until then is done once it is there.
 */
function judgedFirst(prototype: object, url: string, coming: Promise<object>): object {
  const asked: ((connection: object) => void)[] = [];
  let there: object | undefined;
  void coming.then((connection) => {
    there = connection;
    for (const ask of asked) ask(connection);
  });
  const call = (on: object, name: PropertyKey, args: unknown[]) =>
    Reflect.apply(Reflect.get(on, name) as () => unknown, on, args);
  const connecting = { url, readyState: 0, bufferedAmount: 0, binaryType: 'blob', protocol: '', extensions: '' };
  const handlers = { onopen: null, onmessage: null, onerror: null, onclose: null, withCredentials: false };
  return new Proxy(Object.assign(Object.create(null) as object, connecting, handlers), {
    getPrototypeOf: () => prototype,
    has: (_, name) => name in prototype,
    get(begun, name) {
      if (!METHODS.has(name)) return Reflect.get(there ?? (Object.hasOwn(begun, name) ? begun : prototype), name);
      return (...args: unknown[]) => {
        if (there) return call(there, name, args);
        if (name === 'send') throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
        asked.push((connection) => call(connection, name, args));
        return undefined;
      };
    },
    set(begun, name, value) {
      if (there) return Reflect.set(there, name, value);
      asked.push((connection) => Reflect.set(connection, name, value));
      return Reflect.set(begun, name, value);
    },
  });
}

/** Messages to a socket keep their order: what comes behind one that waits waits too. */
function hookMessages(): void {
  const lines = new WeakMap<WebSocket, Promise<unknown>>();
  wrap(WebSocket.prototype, 'send', (goOn, self: WebSocket, [data]: [unknown]) => {
    const waiting = lines.get(self);
    if (self.readyState !== WebSocket.OPEN || (!waiting && !isLookedThrough(true))) return goOn();
    const body = textOf(data);
    const stopped = typeof body === 'string' ? held(self.url, '', body) : body.then((text) => held(self.url, '', text));
    if (!stopped && !waiting) return goOn();
    const line: Promise<unknown> = Promise.all([stopped, waiting]).then(([refusal]) => {
      if (lines.get(self) === line) lines.delete(self);
      if (!refusal) goOn();
    });
    lines.set(self, line);
    return undefined;
  });
}
