// How agents without Playwright's locators find what a person would name. The text of a function, run in the page.

export const LOCATE = `(target) => {
  const named = (e) => (e.innerText || e.value || e.getAttribute('aria-label') || '').trim();
  if (target.css) return document.querySelector(target.css);
  if (target.link) return [...document.links].find((e) => named(e).includes(target.link)) ?? null;
  if (target.button) return [...document.querySelectorAll('button,[role=button],[type=submit]')].find((e) => named(e) === target.button) ?? null;
  const own = [...document.querySelectorAll('[aria-label]')].find((e) => e.getAttribute('aria-label') === target.label);
  const label = [...document.querySelectorAll('label')].find((e) => [...e.childNodes].map((n) => n.nodeType === 3 ? n.data : '').join('').trim() === target.label);
  return own ?? label?.control ?? label?.querySelector('input,textarea,select') ?? null;
}`;

/** Where to press it, in the viewport: on its first line, for a link may run over several. */
export const POINT = `(target) => {
  const element = (${LOCATE})(target);
  element?.scrollIntoView({ block: 'center' });
  const box = element?.getClientRects()[0];
  return box ? { x: box.x + Math.min(box.width / 2, 60), y: box.y + Math.min(box.height / 2, 12) } : null;
}`;

/** Waits up to \`patienceMs\` until \`find\` answers; agents look again when a page isn't there yet. */
export async function patiently(find, what, patienceMs = 4_000) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not found: ${JSON.stringify(what)}`);
    await pause(80);
  }
}

export const pause = (ms) => new Promise((later) => setTimeout(later, ms));
