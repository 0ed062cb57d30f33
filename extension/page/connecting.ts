/**
 * A `WebSocket` or an `EventSource` that has to be judged before it is opened: to its page it is connecting meanwhile. An
 * event target of the browser's own stands for it, which the methods and attributes of its kind take for one of theirs; what
 * the connection tells is told by it.
 */
import { dispatch, listen } from './asking.ts';

type Begun = {
  url: string;
  withCredentials: boolean;
  binaryType: unknown;
  isClosed: boolean;
  /** What was opened. */
  there?: EventTarget;
  /** Types of events that are handed on. */
  types: Set<string>;
  /** What the page has put into `onopen` and its like; its place among the listeners stays when it is changed. */
  handlers: Map<string, unknown>;
};
type Kind = 'WebSocket' | 'EventSource';

const { apply } = Reflect;
const { EventTarget: Target, Event: Plain, MessageEvent: Message, CloseEvent: Close, DOMException: Refusal } = window;
const standIns = new WeakMap<object, Begun>();

/**
 * @param prototype of what the page makes: its own subclass's, maybe
 * @param coming how to open it, once that is known; `isClosed`: the page has closed it meanwhile
 */
export function connecting(
  kind: Kind,
  prototype: object,
  { url, withCredentials }: Pick<Begun, 'url' | 'withCredentials'>,
  coming: Promise<(isClosed: boolean) => object>,
): object {
  const self = Object.setPrototypeOf(new Target(), prototype) as EventTarget;
  const types = new Set(['open', 'message', 'error', 'close']);
  const begun: Begun = { url, withCredentials, binaryType: 'blob', isClosed: false, types, handlers: new Map() };
  standIns.set(self, begun);
  void coming.then((open) => {
    const there = open(begun.isClosed) as EventTarget;
    begun.there = there;
    if (kind === 'WebSocket') Reflect.set(there, 'binaryType', begun.binaryType);
    for (const type of types) handOn(self, there, type);
    if (begun.isClosed) apply(window[kind].prototype.close, there, []);
  });
  return self;
}

function handOn(self: EventTarget, there: EventTarget, type: string): void {
  apply(listen, there, [type, (event: Event) => apply(dispatch, self, [copyOf(event)])]);
}

function copyOf(event: Event): Event {
  if (event instanceof Message)
    return new Message(event.type, { data: event.data, origin: event.origin, lastEventId: event.lastEventId });
  if (event instanceof Close)
    return new Close(event.type, { code: event.code, reason: event.reason, wasClean: event.wasClean });
  return new Plain(event.type);
}

type Method = (...args: unknown[]) => unknown;

/**
 * Makes all methods and attributes of a kind know what stands for one: before packages put theirs over them, which then
 * work as they do on any other.
 */
export function teach(kind: Kind): void {
  const { prototype } = window[kind];
  for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const { get, set, value } = own;
    if (get) own.get = knowing(get, (begun) => answer(begun, name, get));
    if (set) own.set = knowing(set as Method, (begun, [to], self) => put(begun, name, to, self));
    if (typeof value === 'function' && name !== 'constructor')
      own.value = knowing(value as Method, (begun, args) => call(begun, name, value as Method, args));
    Object.defineProperty(prototype, name, own);
  }
  if (kind !== 'EventSource') return;
  // A stream names its events as it likes.
  const add = knowing(EventTarget.prototype.addEventListener as Method, (begun, args, self) => {
    const type = String(args[0]);
    if (!begun.types.has(type) && begun.there) handOn(self, begun.there, type);
    begun.types.add(type);
    return apply(EventTarget.prototype.addEventListener, self, args);
  });
  Object.defineProperty(prototype, 'addEventListener', {
    value: add,
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

/** `native` by its looks, and for all others. */
const knowing = <F extends (...args: never[]) => unknown>(
  native: F,
  instead: (begun: Begun, args: unknown[], self: EventTarget) => unknown,
): F =>
  new Proxy(native, {
    apply(target, self, args) {
      const begun = standIns.get(self as object);
      return begun ? instead(begun, args, self as EventTarget) : apply(target, self, args);
    },
  });

const CONNECTING = 0;
const CLOSING = 2;

function answer(begun: Begun, name: string, native: Method): unknown {
  const { there, url, withCredentials, binaryType } = begun;
  if (name === 'url') return url;
  if (name.startsWith('on')) return begun.handlers.get(name) ?? null;
  if (there) return apply(native, there, []);
  if (name === 'readyState') return begun.isClosed ? CLOSING : CONNECTING;
  if (name === 'withCredentials') return withCredentials;
  if (name === 'binaryType') return binaryType;
  return name === 'bufferedAmount' ? 0 : '';
}

function put(begun: Begun, name: string, value: unknown, self: EventTarget): void {
  const { there, handlers } = begun;
  if (!name.startsWith('on')) {
    if (there) Reflect.set(there, name, value);
    else if (value === 'blob' || value === 'arraybuffer') begun.binaryType = value;
    return;
  }
  if (!handlers.has(name))
    apply(listen, self, [
      name.slice(2),
      (event: Event) => {
        const handler = handlers.get(name);
        if (typeof handler === 'function') apply(handler, self, [event]);
      },
    ]);
  handlers.set(name, typeof value === 'object' || typeof value === 'function' ? value : null);
}

function call(begun: Begun, name: string, native: Method, args: unknown[]): unknown {
  if (begun.there) return apply(native, begun.there, args);
  if (name === 'close') begun.isClosed = true;
  else if (!begun.isClosed)
    throw new Refusal("Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.", 'InvalidStateError');
  return undefined;
}
