/**
 * Listeners on the window that outlive `document.open()`: it takes all of them away, an extension's too, and tells nobody.
 * Our hook in the page's world says it in the same tick, on `navigation`, which keeps its listeners; without the hook the
 * new document element does, once the page's script has ended. To name `navigation` costs each page that starts most of a
 * millisecond: only where there is a hook, or may be.
 */
const CAPTURE = { capture: true } as const;

type Kept = { name: string; handler: (event: never) => void; options: AddEventListenerOptions };
type Pages = { navigation?: EventTarget };

const kept: Kept[] = [];

export function listenOnWindow(
  name: string,
  handler: (event: never) => void,
  options: AddEventListenerOptions = CAPTURE,
): void {
  if (kept.length === 0) watch();
  const one = { name, handler, options };
  kept.push(one);
  add(one);
}

/** In the order they came; one that is still there stays where it is. */
function addAll(): void {
  for (const one of kept) add(one);
}

function add({ name, handler, options }: Kept): void {
  window.addEventListener(name, handler as EventListener, options);
}

function watch(): void {
  new MutationObserver(addAll).observe(document, { childList: true });
}

/** To be called where the hook is, or may come; once more does nothing. */
export function hearReopening(): void {
  (window as Pages).navigation?.addEventListener('interlock:reopened', addAll);
}
