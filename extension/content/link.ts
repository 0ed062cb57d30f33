/** The content script's line to the worker. What comes back is parsed; silence is a value, and the caller fails closed. */
import type { RequestOf, ResponseOf } from '../../src/protocol/protocol.ts';
import { ANSWERS, TOLD } from '../../src/protocol/told.ts';

type Runtime = {
  id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: {
    addListener(
      listener: (message: unknown, sender: { id?: string }, answer: (value: unknown) => void) => boolean | undefined,
    ): void;
  };
};
type Browser = { runtime?: Runtime; dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };

const globals = globalThis as { browser?: Browser; chrome?: Browser };
const api: Browser = globals.browser?.runtime ? globals.browser : (globals.chrome ?? {});

/** False once the extension was updated, loaded anew or removed under this page. */
export const isConnected = (): boolean => api.runtime?.id !== undefined;

/** A browser that has just been started shows pages before our worker listens. */
const RETRIES_MS = [50, 150, 400, 1_000];
const UNHEARD = 'Receiving end does not exist';

/**
 * What nobody heard is said again, a few times. Undefined when the worker is gone (the extension was updated or removed),
 * died over it, or answered out of shape.
 */
export async function send<N extends keyof typeof ANSWERS>(
  name: N,
  request: RequestOf<N>,
  tries = 0,
): Promise<ResponseOf<N> | undefined> {
  try {
    const answer = await api.runtime?.sendMessage({ interlock: 1, name, request });
    return ANSWERS[name](answer) ? (answer as ResponseOf<N>) : undefined;
  } catch (error) {
    const later = RETRIES_MS[tries];
    if (later === undefined || !(error instanceof Error && error.message.includes(UNHEARD))) return undefined;
    await new Promise((done) => setTimeout(done, later));
    return send(name, request, tries + 1);
  }
}

/** The worker is answered when what was to be done is done. */
export function listen(handlers: { [N in keyof typeof TOLD]: (request: RequestOf<N>) => unknown }): void {
  api.runtime?.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== api.runtime?.id || typeof message !== 'object' || message === null || !('name' in message))
      return undefined;
    const { name } = message;
    if (!isTold(name)) return undefined;
    const request = 'request' in message ? message.request : undefined;
    const done = TOLD[name](request) ? handlers[name](request as never) : undefined;
    void Promise.resolve(done).finally(() => answer({}));
    return true;
  });
}

const isTold = (name: unknown): name is keyof typeof TOLD => typeof name === 'string' && Object.hasOwn(TOLD, name);

const unread = new WeakSet<Element>();
let unreadCount = 0;

/** How many closed shadow roots there may be that this browser doesn't let us read: elements that can hide one. */
export const unreadRoots = (): number => unreadCount;

/** What can have a shadow root (DOM standard, "valid shadow host name"). */
const HOSTS = /-|^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/** The shadow root of an element, closed ones too where the browser lets extensions see them. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot || !(element instanceof HTMLElement)) return element.shadowRoot;
  // A question to the browser, for every element of a page that is read.
  if (!HOSTS.test(element.localName)) return null;
  if (api.dom) return api.dom.openOrClosedShadowRoot(element);
  // Firefox has it on the element.
  if ('openOrClosedShadowRoot' in element) return element.openOrClosedShadowRoot as ShadowRoot | null;
  if (element.localName.includes('-') && element.matches(':defined') && !unread.has(element)) {
    unread.add(element);
    unreadCount += 1;
  }
  return null;
}
