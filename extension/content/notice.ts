/** Says in the page what was stopped, so that the agent goes on with the rest of its task. Only where an agent is at work. */
let notice: HTMLElement | undefined;
let said = '';

export function say(text: string): void {
  if (!notice?.isConnected) {
    // Also in a document that isn't HTML, as a picture's: there, a `div` is no element of that kind by itself.
    notice = document.createElementNS('http://www.w3.org/1999/xhtml', 'div') as HTMLElement;
    notice.setAttribute('role', 'alert');
    notice.setAttribute('data-interlock-notice', '');
    notice.style.cssText =
      'all:initial;position:fixed;z-index:2147483647;inset:auto 16px 16px auto;box-sizing:border-box;max-width:min(452px,calc(100vw - 32px));padding:12px 16px;border:1px solid #8a8a92;border-radius:10px;background:#1b1b1f;color:#fff;font:14px/1.45 system-ui,sans-serif;direction:ltr;text-align:left;box-shadow:0 4px 24px #0006;pointer-events:none';
    (document.body ?? document.documentElement).append(notice);
  }
  said = text;
  notice.textContent = text;
}

/** What was stopped has been let through since. */
export function unsay(): void {
  notice?.remove();
}

/** What a page adds to it is the page's. */
export function isNotice(node: Node): boolean {
  return notice?.contains(node) === true && notice.textContent === said;
}
