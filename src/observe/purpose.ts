/** What an action is for: a control by its words, a form by what it asks for, a switch by what it opens. */
import type { Purpose, Target } from '../event/event.ts';
import { GRAVE } from '../risk/grave.ts';
import { purposeByWords, purposeOfPlace } from './about.ts';
import { askedOver, SURELY } from './asked-over.ts';
import { keepsBooks } from './books.ts';
import { purposeOfFields } from './choices.ts';
import { pressedAround } from './pressed.ts';
import { actionOf, type Form, fingerprintOf, formOf, headingOf, isSubmitter, isVisible, nameOf } from './target.ts';
import {
  ACCESS_ASKED,
  CONTACTS,
  KEYS,
  LETS_IN,
  LOCK,
  MAKES,
  onlyAsks,
  PAID,
  purposeOfWords,
  RECOVERY,
  SAYS_YES,
  SUBSCRIBE,
} from './words.ts';

export function describe(element: Element): Target {
  const form = formOf(element);
  const purpose = purposeOf(element, form);
  const field =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  return {
    role: element.getAttribute('role') ?? element.localName,
    name: saidBy(element, purpose),
    ...(field ? { inputType: element.type } : {}),
    ...(field && element.autocomplete ? { autocomplete: element.autocomplete } : {}),
    ...(form ? { formAction: actionOf(form, element) } : {}),
    purpose,
    visible: isVisible(element),
    fingerprint: fingerprintOf(element),
  };
}

/** What it is called, or what is asked where that is no more than a yes to something grave. */
export const saidBy = (element: Element, purpose: Purpose): string =>
  (GRAVE.has(purpose) && askedOver(element)) || nameOf(element);

/** What the control is for, by its own words first, then by what its form asks for. */
export function purposeOf(element: Element, form: Form | undefined): Purpose {
  const acts =
    element.matches(
      'button,input[type=submit],input[type=button],input[type=image],a,[role=button],[role=menuitem],summary,form',
    ) || element.hasAttribute('onclick');
  const href = element instanceof HTMLAnchorElement ? element.getAttribute('href') : null;
  const own = !acts
    ? purposeOfPressed(element, form)
    : element.matches('form')
      ? undefined
      : purposeOfControl(element, form);
  const byForm = form && (isSubmitter(element) || element === form) ? purposeOfForm(form) : undefined;
  // A card is handed over in many steps ("use this card", "continue"); the step that pays says so, or says nothing else.
  if (byForm === 'payment')
    return own === 'payment' || own === 'purchase' || !PREPARES.test(nameOf(element)) ? 'payment' : 'other';
  if (byForm === 'password-change' || byForm === 'transfer' || byForm === 'permission') return byForm;
  if (element.matches(SWITCHES) && !own) return purposeOfSwitch(element);
  // A plain link leads somewhere; what is done there is judged there.
  if (
    href !== null &&
    href !== '' &&
    !href.startsWith('#') &&
    !href.startsWith('javascript:') &&
    element.getAttribute('role') !== 'button'
  )
    return own === 'search' || own === undefined || !GRAVE_LINK.has(own) || !looksLikeAct(href) ? 'navigation' : own;
  // What is entered into a sign-in form is for signing in; so is an old password where it is changed.
  if (!acts && !own && form) return ENTERS.find((purpose) => purpose === purposeOfForm(form)) ?? 'other';
  return own ?? byForm ?? 'other';
}

/** A `div` that its page listens to says no more of itself than its words. */
function purposeOfPressed(element: Element, form: Form | undefined): Purpose | undefined {
  const whole = pressedAround(element);
  const said = whole && purposeOfControl(whole, form);
  return said && GRAVE.has(said) ? said : undefined;
}

/** What is chosen, or switched, takes effect at once on many pages: looked at for what it opens to others, or takes from the account's locks. */
const SWITCHES =
  'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio],[role=option],[role=menuitemradio],[role=menuitemcheckbox]';

function purposeOfSwitch(element: Element): Purpose {
  const name = nameOf(element);
  if (LOCK.test(name)) return 'password-change';
  // As one of several choices it is what a person may well have asked for, or a filter.
  const isAlone = element.matches('input[type=checkbox],[role=switch],[role=checkbox]');
  if (purposeOfWords(name) === 'permission' || (isAlone && PUBLIC.test(name))) return 'permission';
  return (isAlone && purposeOfPlace(element, undefined)) || 'other';
}

const PUBLIC = /^(public|öffentlich|publique?|público|pubblico|公開|公开|공개)$/i;

const PREPARES =
  /\b(use|save|add|store|continue|next|review|apply|verify|weiter|speichern|hinzufügen|continuer|suivant|ajouter|enregistrer|continuar|siguiente|guardar|añadir|salvar|adicionar|continua|avanti|salva|aggiungi|volgende|dalej|devam|далее|продолжить|сохранить)\b|继续|下一步|保存|次へ|続ける|계속|다음|저장|التالي|حفظ/iu;

const ENTERS: readonly Purpose[] = ['login', 'signup', 'search', 'password-change'];
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
  if (passwords.length === 0 && (fields.some(isForRecovery) || isForContacts(form, fields))) return 'password-change';
  if (passwords.length >= 2) return passwords.length > 2 ? 'password-change' : 'signup';
  if (passwords.length === 1) return 'login';
  if (fields.some((f) => (f.type === 'email' || f.type === 'text') && LETS_IN.test(nameOf(f)))) return 'permission';
  const names = fields.map((f) => `${f.name} ${f.id} ${f.autocomplete}`.toLowerCase()).join(' ');
  const labels = `${names} ${fields.map(nameOf).join(' ').toLowerCase()}`;
  const button = form.querySelector('button:not([type=button]),input[type=submit]');
  if (
    /\b(iban|payee|beneficiary|sort.?code|routing)\b/.test(labels) ||
    (/amount/.test(names) && /(account|recipient|\bto\b)/.test(names))
  )
    return isKept(form, button, labels)
      ? 'account-data'
      : button && (asksOnly(button, form) || keepsBooks(nameOf(button), form))
        ? 'other'
        : 'transfer';
  if (
    fields.some((f) => f.type === 'search') ||
    form.getAttribute('role') === 'search' ||
    /(^| )(q|query|search)( |$)/.test(names)
  )
    return 'search';
  const own = button ? purposeOfControl(button, form) : undefined;
  return own === undefined || LIGHTER.has(own) ? (purposeOfFields(form, own) ?? own) : own;
}

/** One's own account, written down in a profile, moves nothing; another's will be paid some day, and so is what names a sum. */
function isKept(form: Form, button: Element | null, labels: string): boolean {
  return (
    button !== null &&
    KEEPS.test(nameOf(button)) &&
    !/amount|betrag|montant|importe|sum\b|payee|benefic|recipient|vendor|supplier|salary|pay/.test(labels) &&
    !/payee|benefic|recipient|vendor|supplier|payroll|salary|payout/i.test(headingOf(form))
  );
}

function asksOnly(control: Element, form: Form | undefined): boolean {
  const names = [...(form?.elements ?? [])].map((field) => `${field.getAttribute('name') ?? ''} ${nameOf(field)}`);
  return onlyAsks(
    nameOf(control),
    /amount|betrag|montant|importe?\b|\bsum|金額|金额|금액|المبلغ/iu.test(names.join(' ')),
  );
}

const KEEPS =
  /^(save|update|speichern|enregistrer|guardar|salvar|salva|opslaan|保存(する)?|저장|حفظ)( (changes|profile|details))?$/iu;

/** Whoever is let in by what was chosen, or what stands about it, weighs more than that it is saved, or sent. */
const LIGHTER: ReadonlySet<Purpose> = new Set(['publish', 'send', 'settings']);

function purposeOfControl(control: Element, form: Form | undefined): Purpose | undefined {
  const name = nameOf(control);
  const said = purposeOfWords(name);
  if (said && MONEY.has(said) && asksOnly(control, form)) return undefined;
  if (said === 'permission' && INVITES.test(name) && tellsTime(control, form)) return 'send';
  if (said) return LIGHTER.has(said) ? (purposeOfPlace(control, form) ?? said) : said;
  if (SAYS_YES.test(name) && ACCESS_ASKED.test(headingOf(control))) return 'oauth-grant';
  if (MAKES.test(name) && KEYS.test(headingOf(control))) return 'password-change';
  if (SUBSCRIBE.test(name) && isPaidFor(control, form)) return 'purchase';
  return purposeOfPlace(control, form) ?? purposeOfQuestion(control, form);
}

function purposeOfQuestion(control: Element, form: Form | undefined): Purpose | undefined {
  const asked = askedOver(control) ?? '';
  const said = asked === SURELY ? 'delete' : purposeOfWords(asked);
  const purpose = said === 'send' && PAID.test(asked) ? 'transfer' : (said ?? purposeByWords(asked));
  // Where one enters a password, its form says whether it is a new one.
  const isEntered = purpose === 'password-change' && form?.querySelector('input[type=password]') != null;
  return purpose && GRAVE.has(purpose) && !isEntered ? purpose : undefined;
}

const MONEY: ReadonlySet<Purpose> = new Set(['transfer', 'payment', 'purchase']);

/** Guests of an event are told of it, and let into nothing; who is invited without a time may be let in. */
const INVITES = /\b(save|send|create|schedule|update|add)\b.*\binvit|\binvite (the )?guests\b/i;

function tellsTime(control: Element, form: Form | undefined): boolean {
  const around = form ?? control.closest(REGION);
  return around?.querySelector('input[type=datetime-local],input[type=time]') != null;
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

/** Who may open the account in the person's place. */
function isForContacts(form: Form, fields: readonly HTMLInputElement[]): boolean {
  return fields.some((f) => f.type === 'email' || f.type === 'tel') && CONTACTS.test(headingOf(form));
}
