/** Requests by script: `fetch`, `XMLHttpRequest`, `sendBeacon`, and windows that a script opens. */
import { held, isLookedThrough, wrap } from './asking.ts';
import { hookBlobs, textOf, typesOf } from './bodies.ts';

export function hookRequests(): void {
  hookBlobs();
  hookFetch();
  hookFetchLater();
  hookKept();
  hookXhr();
  hookBeacons();
  // A window, or a frame, may pay by its address.
  wrap(window, 'open', (goOn, _, [url, name]: [unknown?, unknown?]) => {
    const stopped =
      url && isLookedThrough(true) ? held(String(url), String(name ?? ''), '', false, 'get', 'document') : undefined;
    if (!stopped) return goOn();
    void stopped.then((refusal) => refusal || goOn());
    return null;
  });
}

/** Whether it may do something, as far as its form tells. */
const isAct = (method: string | undefined, body: unknown): boolean =>
  Boolean(body) || !/^(get|head)$/i.test(method ?? 'get');

const FAILED = 'Failed to fetch';

function hookFetch(): void {
  const { Request } = window;
  wrap(window, 'fetch', (goOn, _, [input, init]: [RequestInfo | URL, RequestInit?]) => {
    const { method, body } = {
      ...(input instanceof Request ? { method: input.method, body: input.body } : {}),
      ...init,
    };
    if (!isLookedThrough(isAct(method, body))) return goOn();
    let request: Request;
    let stopped: Promise<string | undefined> | undefined;
    try {
      stopped = heldFetch(input, init);
      if (!stopped) return goOn();
      // As it is now: what a script changes of it meanwhile wasn't judged.
      request = new Request(input, init);
    } catch {
      // Nothing that can be sent: the browser says why.
      return goOn();
    }
    return stopped.then((refusal) => {
      if (refusal) throw new TypeError(FAILED);
      return goOn(request);
    });
  });
}

type Later = { fetchLater(input: RequestInfo | URL, init?: RequestInit & { activateAfter?: number }): object };

/** What is sent when its page has gone, or a while later. */
function hookFetchLater(): void {
  wrap(window as unknown as Later, 'fetchLater', (goOn, _, [input, init]: Parameters<Later['fetchLater']>) => {
    const stopped = isLookedThrough(true) ? heldFetch(input, init) : undefined;
    if (!stopped) return goOn();
    const request = new Request(input, init);
    // Taken, as far as the page hears of it.
    void stopped.then((refusal) => refusal || goOn(request, { activateAfter: init?.activateAfter }));
    return { activated: false };
  });
}

type Kept = { add(...args: unknown[]): unknown; addAll(...args: unknown[]): unknown };
type Loads = { fetch(...args: unknown[]): unknown };

/** What is fetched to be kept: by a cache itself, and by the browser, past all network rules, also when its page has gone. */
function hookKept(): void {
  const { Cache, BackgroundFetchManager } = window as { Cache?: { prototype: object } } & {
    BackgroundFetchManager?: { prototype: object };
  };
  const judged = (asked: unknown, goOn: (requests: RequestInfo[]) => unknown) => {
    const requests = (
      typeof asked === 'object' && asked !== null && Symbol.iterator in asked
        ? [...(asked as Iterable<RequestInfo>)]
        : [asked]
    ) as RequestInfo[];
    const stopped = isLookedThrough(true) ? requests.flatMap((one) => heldFetch(one) ?? []) : [];
    if (stopped.length === 0) return goOn(requests);
    return Promise.all(stopped).then((refusals) => {
      if (refusals.some(Boolean)) throw new TypeError(FAILED);
      return goOn(requests);
    });
  };
  if (Cache) {
    const kept = Cache.prototype as Kept;
    wrap(kept, 'add', (goOn, _, [one]: unknown[]) => judged(one, ([only]) => goOn(only)));
    wrap(kept, 'addAll', (goOn, _, [all]: unknown[]) => judged(all, goOn));
  }
  if (BackgroundFetchManager)
    wrap(BackgroundFetchManager.prototype as Loads, 'fetch', (goOn, _, [id, all, options]: unknown[]) =>
      judged(all, (requests) => goOn(id, requests, options)),
    );
}

function heldFetch(input: RequestInfo | URL, init?: RequestInit): Promise<string | undefined> | undefined {
  const request = input instanceof Request ? input : undefined;
  const url = request?.url ?? String(input);
  const types = typesOf(init?.body);
  const from = init?.referrer ?? request?.referrer ?? '';
  const headers = [...(request?.headers ?? []), ...new Headers(init?.headers), ...said('type', types)];
  // Where it is said to come from may be any address of this site.
  if (from !== 'about:client') headers.push(...said('referer', from));
  const withBody = request?.body && !init?.body && !request.bodyUsed;
  const method = init?.method ?? request?.method;
  const { mode, keepalive } = { mode: request?.mode, keepalive: request?.keepalive, ...init };
  const reads = mode !== 'no-cors' && !keepalive;
  return heldBody(
    url,
    headers.map(headed).join('\n'),
    withBody ? request.clone().text() : textOf(init?.body),
    true,
    method,
    reads,
  );
}

const said = (name: string, value: string): [string, string][] => (value ? [[name, value]] : []);

const headed = ([name, value]: [string, string]): string => `${name}=${value}`;

/** @returns nothing where it may go at once */
function heldBody(
  url: string,
  more: string,
  body: string | Promise<string>,
  waits = true,
  method?: string,
  reads = false,
): Promise<string | undefined> | undefined {
  const ask = (text: string) => held(url, more, text, waits, method, reads ? 'question' : '');
  return typeof body === 'string' ? ask(body) : body.then(ask);
}

type Opened = { method: string; url: string; async: boolean; headers: string[] };

function hookXhr(): void {
  const { prototype } = XMLHttpRequest;
  const { open, send } = prototype;
  const opened = new WeakMap<XMLHttpRequest, Opened>();
  wrap(prototype, 'open', (goOn, self: XMLHttpRequest, args: [string, string | URL, boolean?, string?, string?]) => {
    goOn();
    const [method, url, , user, password] = args;
    const async = args.length < 3 || Boolean(args[2]);
    // Its server asks for them and is told, as a header.
    const headers = said('user', [user, password].filter(Boolean).join(':')).map(headed);
    opened.set(self, { method: String(method), url: String(url), async, headers });
  });
  wrap(prototype, 'setRequestHeader', (goOn, self: XMLHttpRequest, [name, value]: [string, string]) => {
    goOn();
    opened.get(self)?.headers.push(headed([String(name), String(value)]));
  });
  wrap(prototype, 'abort', (goOn, self: XMLHttpRequest) => {
    const before = opened.get(self);
    if (before) opened.set(self, { ...before });
    goOn();
  });
  wrap(prototype, 'send', (goOn, self: XMLHttpRequest, [body]: [unknown?]) => {
    const request = opened.get(self);
    if (!request || !isLookedThrough(isAct(request.method, body))) return goOn();
    const stopped = heldBody(
      request.url,
      [...request.headers, typesOf(body)].join('\n').trim(),
      textOf(body),
      request.async,
      request.method,
      request.async,
    );
    if (!stopped) return goOn();
    if (!request.async) throw new DOMException('Interlock: stopped.', 'NetworkError');
    return void stopped.then((refusal) => {
      // Opened for something else, or given up, meanwhile.
      if (opened.get(self) !== request) return;
      if (!refusal) goOn();
      else fail(self, open, send);
    });
  });
}

/** As where the network fails, with all its events: the request goes to where nothing is. */
function fail(xhr: XMLHttpRequest, open: XMLHttpRequest['open'], send: XMLHttpRequest['send']): void {
  Reflect.apply(open, xhr, ['GET', `blob:${location.origin}/stopped`]);
  Reflect.apply(send, xhr, []);
}

function hookBeacons(): void {
  wrap(Navigator.prototype, 'sendBeacon', (goOn, _, [url, body]: [string | URL, unknown?]) => {
    const stopped = isLookedThrough(true)
      ? heldBody(String(url), typesOf(body), textOf(body), true, 'post')
      : undefined;
    if (!stopped) return goOn();
    // Taken, as far as the page hears of it.
    void stopped.then((refusal) => refusal || goOn());
    return true;
  });
}
