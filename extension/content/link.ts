/** The content script's line to the worker. What comes back is parsed; silence is a value, and the caller fails closed. */
import { type MessageName, PROTOCOL, type RequestOf, type ResponseOf } from '../../src/protocol/protocol.ts';

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

/** Undefined when the worker is gone (the extension was updated or removed) or answered out of shape. */
export async function send<N extends MessageName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N> | undefined> {
  try {
    const answer = PROTOCOL[name].response.safeParse(await api.runtime?.sendMessage({ interlock: 1, name, request }));
    return answer.success ? (answer.data as ResponseOf<N>) : undefined;
  } catch {
    return undefined;
  }
}

export function listen(handlers: { [N in 'frame.state' | 'frame.reveal']: (request: RequestOf<N>) => void }): void {
  api.runtime?.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== api.runtime?.id || typeof message !== 'object' || message === null || !('name' in message))
      return undefined;
    const { name } = message;
    if (name !== 'frame.state' && name !== 'frame.reveal') return undefined;
    const request = PROTOCOL[name].request.safeParse('request' in message ? message.request : undefined);
    if (request.success) handlers[name](request.data as never);
    answer({});
    return undefined;
  });
}

/** The shadow root of an element, closed ones too where the browser lets extensions see them. */
export function shadowOf(element: Element): ShadowRoot | null {
  return (
    element.shadowRoot ?? (element instanceof HTMLElement ? (api.dom?.openOrClosedShadowRoot(element) ?? null) : null)
  );
}
