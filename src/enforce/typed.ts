/**
 * What was typed into an editor: no news to who typed it, and on its way to be saved, so that a cover in its place would be
 * saved instead. Only what the gate let in by keys or composition counts; a page puts text into its editors, too.
 */
const MOST = 20_000;
const typed = new WeakMap<Element, string>();

export function noteTyped(element: Element, { inputType, isTrusted }: InputEvent, text: string): void {
  const host = hostOf(element);
  if (!host || !isTrusted || (inputType !== 'insertText' && inputType !== 'insertCompositionText')) return;
  typed.set(host, `${typed.get(host) ?? ''}${text}`.slice(-MOST));
}

/** Whether all that stands in `node` was typed there. */
export function wasTyped({ parentElement, data }: CharacterData): boolean {
  const host = parentElement && hostOf(parentElement);
  const text = data.trim().replaceAll('\u00a0', ' ');
  return Boolean(host && text && typed.get(host)?.replaceAll('\u00a0', ' ').includes(text));
}

/** The outermost element that is edited with `element`. */
function hostOf(element: Element): Element | undefined {
  let host: Element | undefined;
  for (let at: Element | null = element; at instanceof HTMLElement && at.isContentEditable; at = at.parentElement)
    host = at;
  return host;
}
