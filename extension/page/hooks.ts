/**
 * Main-world hooks, put only into frames where an agent is at work: what a capture listener can't see. A convenience, no
 * wall: a page can get past them through a fresh frame, and the network rules stand behind. Each hook asks by a cancelable
 * event, which the content script's gate answers in the same tick; what it holds, it replays from its own world.
 */
import { ask, dispatch, held, isLookedThrough, mayGo, wrap } from './asking.ts';
import { hookEditContexts } from './edit-contexts.ts';
import { hookLoading } from './loading.ts';
import { hookRequests } from './requests.ts';
import { hookSockets } from './sockets.ts';

const MARK = Symbol.for('interlock.hooks');

/** Once in each page. */
export function hook(): void {
  if (isHooked(window)) return;
  Object.defineProperty(window, MARK, { value: true });
  hookFormSubmit();
  hookPeerConnections();
  hookTools();
  hookClipboard();
  hookPrompts();
  hookReopening();
  hookRequests();
  hookSockets();
  hookLoading();
  hookEditContexts();
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

type Tool = { name: string; description?: string; execute: (...args: unknown[]) => unknown };
type ModelContext = { registerTool?: (tool: Tool, ...rest: unknown[]) => unknown };

/** Tools that a page offers to agents (WebMCP): asked before each call; the error reaches the caller. */
function hookTools(): void {
  const context =
    (document as { modelContext?: ModelContext }).modelContext ??
    (navigator as { modelContext?: ModelContext }).modelContext;
  const register = context?.registerTool;
  if (!context || !register) return;
  context.registerTool = function (tool: Tool, ...rest: unknown[]) {
    const { execute } = tool;
    const guarded = async (...args: unknown[]) => {
      const refusal = await askForTool(tool, args);
      if (refusal) throw new Error(refusal);
      return execute.apply(tool, args);
    };
    return register.call(this, { ...tool, execute: guarded }, ...rest);
  };
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

/** Pictures aren't text; what else a type is called, or holds, may be. */
async function textOfItems(items: ClipboardItems): Promise<string> {
  const texts = [];
  for (const item of items)
    for (const type of item.types)
      if (!type.startsWith('image/')) texts.push(type, await (await item.getType(type)).text());
  return texts.join('\n');
}

/** What is answered to a page's question is the page's at once: where it may not be, nobody has answered. */
function hookPrompts(): void {
  wrap(window, 'prompt', (goOn) => {
    const answer = goOn();
    return typeof answer === 'string' && isLookedThrough() && held('', answer) ? null : answer;
  });
}

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

/** @returns why not, or undefined */
function askForTool(tool: Tool, args: unknown[]): Promise<string | undefined> {
  let text = '';
  try {
    text = JSON.stringify(args[0]) ?? '';
  } catch {
    // What can't be written down can't be judged by its words; the call itself still is.
    text = '';
  }
  return ask('tool', { name: String(tool.name), description: String(tool.description ?? ''), text });
}
