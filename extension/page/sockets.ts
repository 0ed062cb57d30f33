/** Connections that stay open: `WebSocket` and `EventSource`. */
import { held, isLookedThrough, wrap, wrapConstructor } from './asking.ts';
import { textOf } from './bodies.ts';

/** Of a kind that no name server knows (RFC 6761). */
const NOWHERE = 'interlock.invalid';

export function hookSockets(): void {
  const { WebSocket: Native } = window;
  for (const name of ['WebSocket', 'EventSource'] as const)
    wrapConstructor(name, (make, [url, protocols]) => {
      const said = typeof protocols === 'string' || Array.isArray(protocols) ? String(protocols) : '';
      if (!isLookedThrough() || !held(String(url), said)) return make();
      // Who is here may not be known yet. A page is ready for a socket that doesn't open, and tries again; for none it isn't.
      if (name === 'WebSocket') return new Native(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${NOWHERE}/`);
      throw new DOMException('Interlock: stopped.', 'SecurityError');
    });
  hookMessages();
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
