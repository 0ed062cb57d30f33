/** Connections that stay open: `WebSocket` and `EventSource`. */
import { held, isLookedThrough, wrap, wrapConstructor } from './asking.ts';
import { textOf } from './bodies.ts';

export function hookSockets(): void {
  for (const name of ['WebSocket', 'EventSource'] as const)
    wrapConstructor(name, (make, [url, protocols]) => {
      const said = typeof protocols === 'string' || Array.isArray(protocols) ? String(protocols) : '';
      if (isLookedThrough() && held(String(url), said)) throw new DOMException('Interlock: stopped.', 'SecurityError');
      return make();
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
