/** What an action is aimed at: the element as policy sees it, and the text a risk model reads about it. */

export type Form = HTMLFormElement;

/** Parts of a page are no controls, whatever lies in them. */
const PARTS =
  'dialog alertdialog main region group form article document presentation none banner navigation complementary contentinfo list';
const WITH_ROLE = `[role]:not(${PARTS.split(' ').map((role) => `[role=${role}]`)})`;
const CONTROL = `button,a[href],area[href],input,select,textarea,summary,${WITH_ROLE},[onclick],[contenteditable]`;

/** The thing that will act when `node` is pressed: the nearest control around it, through open shadow roots. */
export function controlOf(node: EventTarget | null): Element | undefined {
  if (!(node instanceof Node)) return undefined;
  const element = node instanceof Element ? node : node.parentElement;
  const label = element?.closest('label');
  if (label instanceof HTMLLabelElement && label.control && !element?.closest('button,a[href],input,select,textarea'))
    return label.control;
  return element?.closest(CONTROL) ?? element ?? undefined;
}

export function formOf(element: Element): Form | undefined {
  if ('form' in element && element.form instanceof HTMLFormElement) return element.form;
  return element.closest('form') ?? undefined;
}

export function isSubmitter(element: Element): element is HTMLButtonElement | HTMLInputElement {
  if (element instanceof HTMLButtonElement) return element.type === 'submit' && element.form !== null;
  return (
    element instanceof HTMLInputElement &&
    (element.type === 'submit' || element.type === 'image') &&
    element.form !== null
  );
}

/** The absolute address a form will be sent to by `submitter`. */
export function actionOf(form: Form, submitter?: Element | null): string {
  const own = submitter?.getAttribute('formaction') ?? form.getAttribute('action');
  return resolve(own ?? location.href);
}

export function methodOf(form: Form, submitter?: Element | null): string {
  return (submitter?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get').toLowerCase();
}

export function resolve(url: string): string {
  const base = document.baseURI;
  return URL.canParse(url, base) ? new URL(url, base).href : location.href;
}

/** Accessible name, near enough: label, text, title, placeholder, value of a button. At most 200 characters. */
export function nameOf(element: Element): string {
  const labelled = element
    .getAttribute('aria-labelledby')
    ?.split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
  const own = element.getAttribute('aria-label') ?? labelled ?? '';
  if (own.trim()) return tidy(own);
  if (element instanceof HTMLInputElement) {
    if (['submit', 'button', 'reset', 'image'].includes(element.type))
      return tidy(element.value || element.alt || element.type);
    return tidy(element.labels?.[0]?.textContent ?? element.placeholder ?? element.name ?? '');
  }
  if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement)
    return tidy(element.labels?.[0]?.textContent ?? element.getAttribute('placeholder') ?? element.name ?? '');
  return tidy(
    element.textContent ||
      element.getAttribute('title') ||
      (element.matches('[alt]') ? element : element.querySelector('img[alt]'))?.getAttribute('alt') ||
      '',
  );
}

export function tidy(text: string): string {
  return text.slice(0, 2_000).replace(/\s+/g, ' ').trim().slice(0, 200);
}

export function isVisible(element: Element): boolean {
  if (!element.isConnected) return false;
  const checked =
    'checkVisibility' in element
      ? element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
      : true;
  const box = element.getBoundingClientRect();
  return checked && box.width > 1 && box.height > 1;
}

/** True when the top element at the point isn't the target or its own: something lies over it. */
export function isOccluded(element: Element, x: number, y: number): boolean {
  const top = document.elementFromPoint(x, y);
  return top !== null && top !== element && !element.contains(top) && !top.contains(element);
}

/** Identifies the element and what it would do; any change between judgement and effect changes it. */
export function fingerprintOf(element: Element): string {
  const form = formOf(element);
  const parts = [
    element.localName,
    element.id,
    element.getAttribute('name') ?? '',
    element.getAttribute('type') ?? '',
    element.getAttribute('href') ?? '',
    nameOf(element),
    form ? actionOf(form, element) : '',
  ];
  return parts.join('\u001f');
}

/** What stands over a control, title of the page included. */
export function headingOf(control: Element): string {
  const { title, body } = control.ownerDocument;
  const near =
    control.closest('section,form,article,dialog,main')?.querySelector('h1,h2,h3,legend') ??
    body?.querySelector('h1,h2');
  return `${title} ${near?.textContent ?? ''} ${body?.querySelector('h1')?.textContent ?? ''}`.slice(0, 600);
}

/** What the action-risk model reads about it: shapes of policy.md §6 `interlock risk`. */
export function contextOf(element: Element): {
  text: string;
  role: string;
  page: string;
  form?: string;
  nearby?: string;
} {
  const form = formOf(element);
  const fields = form
    ? [...form.elements]
        .map((e) =>
          (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement) &&
          e.type !== 'hidden'
            ? nameOf(e)
            : '',
        )
        .filter(Boolean)
    : [];
  const heading =
    element.closest('section,form,article,dialog,main,body')?.querySelector('h1,h2,h3,legend')?.textContent ?? '';
  return {
    text: nameOf(element),
    role: element.getAttribute('role') ?? element.localName,
    page: tidy(document.title),
    ...(fields.length ? { form: tidy(fields.join(', ')) } : {}),
    ...(heading.trim() ? { nearby: tidy(heading) } : {}),
  };
}
