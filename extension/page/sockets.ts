/** Connections that stay open: `WebSocket` and `EventSource`. */
import { held, isLookedThrough, wrap, wrapConstructor } from './asking.ts';
import { textOf } from './bodies.ts';
import { connecting, teach } from './connecting.ts';

/** Of a kind that no name server knows (RFC 6761). */
const NOWHERE = 'interlock.invalid';

export function hookSockets(): void {
  const { WebSocket: Socket, EventSource: Source } = window;
  teach('WebSocket');
  teach('EventSource');
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
    const withCredentials = Boolean((protocols as { withCredentials?: unknown } | undefined)?.withCredentials);
    const coming = stopped.then((refusal) => (isClosed: boolean) => (refusal || isClosed ? fails() : make()));
    return connecting(name, prototype, { url, withCredentials }, coming);
  });
}

/** Messages to a socket keep their order: what comes behind one that waits waits too. */
function hookMessages(): void {
  const lines = new WeakMap<WebSocket, Promise<unknown>>();
  wrap(WebSocket.prototype, 'send', (goOn, self: WebSocket, [data]: [unknown]) => {
    const waiting = lines.get(self);
    if (self.readyState !== WebSocket.OPEN || (!waiting && !isLookedThrough(true))) return goOn();
    const body = textOf(data);
    const ask = (text: string) => held(self.url, '', text, false, 'post', 'question');
    const stopped = typeof body === 'string' ? ask(body) : body.then(ask);
    if (!stopped && !waiting) return goOn();
    const line: Promise<unknown> = Promise.all([stopped, waiting]).then(([refusal]) => {
      if (lines.get(self) === line) lines.delete(self);
      if (!refusal) goOn();
    });
    lines.set(self, line);
    return undefined;
  });
  // What was sent before it was closed is still sent.
  wrap(WebSocket.prototype, 'close', (goOn, self: WebSocket) => {
    const waiting = lines.get(self);
    return waiting ? void waiting.then(() => goOn()) : goOn();
  });
}
