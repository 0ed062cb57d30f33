/**
 * Where documents wait in a browser whose agent drives by an extension's debugger. The browser throws that out of a tab at
 * the first page of another extension on its way, one that only redirects and frames included; such an agent has then lost
 * its tab. So they wait in a page that is nobody's, and can ask nobody: the worker sees it come, and goes on for it. A frame
 * has no such page: it is refused, judged, and asked for again.
 */
import type { UnnumberedRule } from './wall-rule.ts';

type Words = { language: string; direction: string; title: string; reason: string };
type Page = Words & { where?: string | undefined; goOn?: string | undefined; told?: string | undefined };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui}main{max-width:40rem;margin:12vh auto;padding:0 24px}';

function html({ language, direction, title, where, reason, goOn, told }: Page): string {
  const parts = [where, reason, goOn, told].flatMap((part) => (part ? [`<p dir="auto">${escaped(part)}</p>`] : []));
  return (
    `<!doctype html><html lang="${escaped(language)}" dir="${escaped(direction)}"><meta charset="utf-8">` +
    `<title>${escaped(title)}</title><style>${STYLE}</style><main><h1>${escaped(title)}</h1>${parts.join('')}</main>`
  );
}

const DATA = 'data:text/html;charset=utf-8,';
const address = (page: string): string => `${DATA}${encodeURIComponent(page)}`;

/** Nobody may open a `data:` page but by a rule: ours leads from this address, and for nobody else. */
const STOPPED = 'stopped.interlock.invalid';

/** Where what came of it is to be had. */
export const stoppedPage = (page: Page): string => `http://${STOPPED}/${encodeURIComponent(html(page))}`;

/** @param own the host of our own pages */
export const stoppedRule = (own: string): UnnumberedRule => ({
  priority: 45,
  action: { type: 'redirect', redirect: { regexSubstitution: `${DATA}\\1` } },
  condition: {
    initiatorDomains: [own],
    resourceTypes: ['main_frame'],
    regexFilter: `^https?://${STOPPED.replaceAll('.', '\\.')}/(.*)$`,
  },
});

/**
 * A document that is opened and not yet closed hasn't loaded: an agent that waits for the page it asked for waits for that
 * page, not for this one; but not for ever. Whoever comes back to it goes further back: by what it noted of itself, since a
 * page that was left may itself be led here when somebody comes back to it.
 */
export function waitingPage(words: Words): string {
  const body = JSON.stringify(html(words)).replaceAll('<', '\\u003c');
  const note = "history.replaceState('waited','')";
  const wait = `${note};document.open();document.write(${body});setTimeout(()=>document.close(),3000)`;
  return address(
    `<!doctype html><title>${escaped(words.title)}</title><script type="module">if(history.state==='waited')history.back();else{${wait}}</script>`,
  );
}

/** Where the rules send what waits: its own address stands behind. */
export const asideOf = (page: string, url: string): string => `${page}#${url}`;

/** What waits in the document at `address`, if one does. */
export function waitsIn(page: string, address: string): string | undefined {
  const url = address.startsWith(`${page}#`) ? address.slice(page.length + 1) : '';
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}
