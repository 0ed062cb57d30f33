/** What an action is aimed at: the element as policy sees it, and the text a risk model reads about it. */
import type { Purpose, Target } from '../event/event.ts';
import { PAID, purposeOfWords, RECOVERY, SUBSCRIBE } from './words.ts';

export type Form = HTMLFormElement;

/** The thing that will act when `node` is pressed: the nearest control around it, through open shadow roots. */
export function controlOf(node: EventTarget | null): Element | undefined {
  if (!(node instanceof Node)) return undefined;
  const element = node instanceof Element ? node : node.parentElement;
  const label = element?.closest('label');
  if (label instanceof HTMLLabelElement && label.control && !element?.closest('button,a[href],input,select,textarea'))
    return label.control;
  return (
    element?.closest('button,a[href],area[href],input,select,textarea,summary,[role],[onclick],[contenteditable]') ??
    element ??
    undefined
  );
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
      element.querySelector('img[alt]')?.getAttribute('alt') ||
      '',
  );
}

export function tidy(text: string): string {
  return text.slice(0, 2_000).replace(/\s+/g, ' ').trim().slice(0, 200);
}

export function describe(element: Element): Target {
  const form = formOf(element);
  const field =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  return {
    role: element.getAttribute('role') ?? element.localName,
    name: nameOf(element),
    ...(field ? { inputType: element.type } : {}),
    ...(field && element.autocomplete ? { autocomplete: element.autocomplete } : {}),
    ...(form ? { formAction: actionOf(form, element) } : {}),
    purpose: purposeOf(element, form),
    visible: isVisible(element),
    fingerprint: fingerprintOf(element),
  };
}

/** What the control is for, by its own words first, then by what its form asks for. */
export function purposeOf(element: Element, form: Form | undefined): Purpose {
  const acts =
    element.matches(
      'button,input[type=submit],input[type=button],input[type=image],a,[role=button],[role=menuitem],summary,form',
    ) || element.hasAttribute('onclick');
  const href = element instanceof HTMLAnchorElement ? element.getAttribute('href') : null;
  const own = acts && !element.matches('form') ? purposeOfControl(element, form) : undefined;
  const byForm = form && (isSubmitter(element) || element === form) ? purposeOfForm(form) : undefined;
  // A card is handed over in many steps ("use this card", "continue"); the step that pays says so, or says nothing else.
  if (byForm === 'payment')
    return own === 'payment' || own === 'purchase' || !PREPARES.test(nameOf(element)) ? 'payment' : 'other';
  if (byForm === 'password-change' || byForm === 'transfer') return byForm;
  // A plain link leads somewhere; what is done there is judged there.
  if (
    href !== null &&
    href !== '' &&
    !href.startsWith('#') &&
    !href.startsWith('javascript:') &&
    element.getAttribute('role') !== 'button'
  )
    return own === 'search' || own === undefined || !GRAVE_LINK.has(own) || !looksLikeAct(href) ? 'navigation' : own;
  // What is entered into a sign-in form is for signing in.
  if (!acts && form) return ENTERS.find((purpose) => purpose === purposeOfForm(form)) ?? 'other';
  return own ?? byForm ?? 'other';
}

const PREPARES =
  /\b(use|save|add|store|continue|next|review|apply|verify|weiter|speichern|hinzufügen|continuer|suivant|ajouter|enregistrer|continuar|siguiente|guardar|añadir|salvar|adicionar|continua|avanti|salva|aggiungi|volgende|dalej|devam|далее|продолжить|сохранить)\b|继续|下一步|保存|次へ|続ける|계속|다음|저장|التالي|حفظ/iu;

const ENTERS: readonly Purpose[] = ['login', 'signup', 'search'];
const GRAVE_LINK: ReadonlySet<Purpose> = new Set([
  'delete',
  'payment',
  'purchase',
  'transfer',
  'oauth-grant',
  'permission',
]);

/** Links that act by being followed: `/account/delete?confirm=1`. */
function looksLikeAct(href: string): boolean {
  if (/[?&](amount|amt|betrag|montant|importe|importo|valor|bedrag|kwota|tutar)=\d/i.test(href)) return true;
  return /(delete|remove|confirm|approve|authori[sz]e|grant|purchase|order|pay|transfer)[^/]*([?&].+)$/i.test(href);
}

function purposeOfForm(form: Form): Purpose | undefined {
  const fields = [...form.elements].filter((e): e is HTMLInputElement => e instanceof HTMLInputElement);
  const passwords = fields.filter(
    (f) => f.type === 'password' || /(^| )(current|new)-password( |$)/.test(f.autocomplete),
  );
  if (fields.some((f) => /(^| )cc-(number|csc|exp)/.test(f.autocomplete))) return 'payment';
  if (
    passwords.some((f) => f.autocomplete.includes('new-password')) &&
    passwords.some((f) => f.autocomplete.includes('current-password'))
  )
    return 'password-change';
  if (passwords.length === 0 && fields.some(isForRecovery)) return 'password-change';
  if (passwords.length >= 2) return passwords.length > 2 ? 'password-change' : 'signup';
  if (passwords.length === 1) return 'login';
  const names = fields.map((f) => `${f.name} ${f.id} ${f.autocomplete}`.toLowerCase()).join(' ');
  if (
    /\b(iban|payee|beneficiary|sort.?code|routing)\b/.test(names) ||
    (/amount/.test(names) && /(account|recipient|\bto\b)/.test(names))
  )
    return 'transfer';
  if (
    fields.some((f) => f.type === 'search') ||
    form.getAttribute('role') === 'search' ||
    /(^| )(q|query|search)( |$)/.test(names)
  )
    return 'search';
  const button = form.querySelector('button:not([type=button]),input[type=submit]');
  return button ? purposeOfControl(button, form) : undefined;
}

function purposeOfControl(control: Element, form: Form | undefined): Purpose | undefined {
  const name = nameOf(control);
  return purposeOfWords(name) ?? (SUBSCRIBE.test(name) && isPaidFor(control, form) ? 'purchase' : undefined);
}

const REGION = 'section,article,aside,dialog,footer,header,main,[role=dialog],[role=region]';
const CARD =
  'input[autocomplete*="cc-"],iframe:is([src*="pay"],[src*="stripe"],[src*="checkout"],[title*="card" i],[title*="pay" i])';

/** Where an e-mail address is asked for, what stands about it says whether it costs; elsewhere all that the page shows. */
function isPaidFor(control: Element, form: Form | undefined): boolean {
  const isLetter = form?.querySelector('input[type=email],input[autocomplete~=email]') != null;
  const around = (isLetter ? form?.closest(REGION) : undefined) ?? control.ownerDocument.body;
  // biome-ignore lint/performance/useDomNodeTextContent: scripts and what isn't shown hold prices of their own
  return around.querySelector(CARD) !== null || PAID.test((around as HTMLElement).innerText);
}

const REACHES = /e-?mail|phone|mobile|\btel/;

/** An address by which the account is got back: whoever changes it has the account. */
function isForRecovery(field: HTMLInputElement): boolean {
  const reaches = field.type === 'email' || field.type === 'tel' || REACHES.test(`${field.name} ${field.id}`);
  return reaches && RECOVERY.test(`${nameOf(field)} ${field.name.replace(/[_-]/g, ' ')}`);
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
