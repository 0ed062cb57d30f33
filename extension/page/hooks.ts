/**
 * Main-world hooks, put only into frames where an agent is at work: what a capture listener can't see. A convenience, no
 * wall: a page can get past them through a fresh frame, and the network rules stand behind. Each hook asks by a cancelable
 * event, which the content script's gate answers in the same tick; what it holds, it replays from its own world.
 */
import { ask, dispatch, held, isLookedThrough, listen, mayGo, say, wrap } from './asking.ts';
import { hookCookies } from './cookies.ts';
import { hookEditContexts } from './edit-contexts.ts';
import { hookFileInputs } from './file-inputs.ts';
import { hookLoading } from './loading.ts';
import { hookNamedPlaces } from './named-places.ts';
import { hookRarerPlaces } from './rarer-places.ts';
import { hookRequests } from './requests.ts';
import { hookSockets } from './sockets.ts';
import { hookTools } from './tools.ts';

const MARK = Symbol.for('interlock.hooks');

/** Once in each page. */
export function hook(): void {
  if (isHooked(window)) return;
  Object.defineProperty(window, MARK, { value: true });
  hookFormSubmit();
  hookPeerConnections();
  hookTools();
  hookClipboard();
  hookDialogs();
  hookConsole();
  hookReopening();
  hookRoots();
  hookRequests();
  hookSockets();
  hookLoading();
  hookNamedPlaces();
  hookRarerPlaces();
  hookCookies();
  hookEditContexts();
  hookFileInputs();
}

export function isHooked(page: Window): boolean {
  try {
    return MARK in page;
  } catch {
    // Of another origin: it has hooks of its own, or none.
    return false;
  }
}

/** `form.submit()` fires no submit event. */
function hookFormSubmit(): void {
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
    if (mayGo(this, 'form-submit')) submit.call(this);
  };
}

/** What leaves by WebRTC passes no network rule. */
function hookPeerConnections(): void {
  const { RTCPeerConnection: Native } = window;
  if (!Native) return;
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args, newTarget) {
      if (!mayGo(window, 'peer-connection'))
        throw new DOMException('Interlock: no peer connection after private data was read.', 'NotAllowedError');
      return Reflect.construct(target, args, newTarget);
    },
  });
}

/** Reading and writing the clipboard by script shows no event. */
function hookClipboard(): void {
  const { prototype } = window.Clipboard ?? {};
  if (!prototype) return;
  const { read, readText, write, writeText } = prototype;
  const guarded = <A extends unknown[], R>(
    kind: string,
    native: (...args: A) => Promise<R>,
    textOf: (...args: A) => Promise<string>,
  ) =>
    async function (this: Clipboard, ...args: A): Promise<R> {
      const refusal = await ask('clipboard', { name: kind, description: '', text: await textOf(...args) });
      if (refusal) throw new DOMException(refusal, 'NotAllowedError');
      return native.apply(this, args);
    };
  const nothing = async () => '';
  prototype.read = guarded('clipboard.read', read, nothing);
  prototype.readText = guarded('clipboard.read', readText, nothing);
  prototype.write = guarded('clipboard.write', write, textOfItems);
  prototype.writeText = guarded('clipboard.write', writeText, async (text) => String(text));
}

/** Pictures that aren't drawn by words aren't text; what else a type is called, or holds, may be. */
async function textOfItems(items: ClipboardItems): Promise<string> {
  const texts = [];
  for (const item of items)
    for (const type of item.types)
      if (!/^image\/(?!svg)/.test(type)) texts.push(type, await (await item.getType(type)).text());
  return texts.join('\n');
}

/**
 * What a page asks or says in a dialog its agent reads. What is answered to a page's question is the page's at once: where it
 * may not be, nobody has answered.
 */
function hookDialogs(): void {
  for (const name of ['alert', 'confirm', 'prompt'] as const)
    wrap(window, name, (goOn, _self, [text]) => {
      say(String(text));
      return goOn();
    });
  wrap(window, 'prompt', (goOn) => {
    const answer = goOn();
    return typeof answer === 'string' && isLookedThrough() && held('', answer) ? null : answer;
  });
}

/** Tools of agents hand on what a page writes there, and what it throws. */
function hookConsole(): void {
  const tell = (text: string) => {
    if (text.length >= SENTENCE) mayGo(window, 'logs', text.slice(0, LONGEST_LINE));
  };
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    wrap(console, name, (goOn, _self, args) => {
      tell(args.filter((one) => typeof one === 'string').join(' '));
      return goOn();
    });
  // Another world isn't told of it (Chromium 156).
  listen.call(window, 'error', (event) => tell(String((event as ErrorEvent).message)));
}

const SENTENCE = 24;
const LONGEST_LINE = 8_000;

/**
 * `document.open()`, or a write into a document that is finished, takes our listeners away with all others: they are put
 * back before the page's script goes on.
 */
function hookReopening(): void {
  const { open, write, writeln } = Document.prototype;
  const tell = ({ defaultView }: Document) => {
    const keeps = (defaultView as { navigation?: EventTarget } | null)?.navigation;
    if (keeps) dispatch.call(keeps, new Event('interlock:reopened'));
  };
  Document.prototype.open = function (this: Document, ...args: unknown[]) {
    // With three it opens a window.
    if (args.length > 2 && this.defaultView) return Reflect.apply(this.defaultView.open, this.defaultView, args);
    const opened: unknown = Reflect.apply(open, this, args);
    tell(this);
    return opened;
  } as typeof open;
  // Scripts in what is written run at once. To write nothing opens the document where the rest would, and only there.
  const afterNothing = (native: typeof write) =>
    function (this: Document, ...text: string[]): void {
      if (this.readyState !== 'loading') {
        Reflect.apply(write, this, []);
        tell(this);
      }
      Reflect.apply(native, this, text);
    };
  Document.prototype.write = afterNothing(write);
  Document.prototype.writeln = afterNothing(writeln);
}

/** A shadow root that an element is given later changes nothing that an observer of the document is told of. */
function hookRoots(): void {
  wrap(Element.prototype, 'attachShadow', (goOn, host: Element) => {
    const root = goOn();
    mayGo(host, 'root');
    return root;
  });
}
