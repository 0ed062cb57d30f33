/** What the worker is told of a page: private text for the fingerprints, secrets that were entered, and who is signed in. */
import { isField } from '../../src/observe/outgoing.ts';
import { type SignIn, signInState } from '../../src/observe/signin.ts';
import { secretLabelOf, unshown } from '../../src/observe/unshown.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import type { Frame } from './beside.ts';
import { send, shadowOf, unreadRoots } from './link.ts';

const LONGEST_SECRET = 4_000;

/** What was told, and to which session: one that begins later has heard nothing. */
let told: string | undefined;
let sentText = '';
let sentUnshown = '';
let toldTo: string | undefined;
/** Fields in which somebody typed. */
const edited = new WeakSet<Element>();

let toldUnread = 0;

export function tellUnread(): void {
  const closedRoots = unreadRoots();
  if (closedRoots === toldUnread) return;
  toldUnread = closedRoots;
  void send('page.fact', { kind: 'coverage', cause: 'closed roots', closedRoots });
}

/** Several ask, as a page arrives and as it is left, and to look through all its controls takes time. */
const MOMENT_MS = 10;
let lastLook: { state: SignIn; until: number } | undefined;

/** @param holds whether it stays so until `pageChanged`: somebody watches for changes */
function signInNow(holds = false): SignIn {
  const at = performance.now();
  if (!lastLook || at > lastLook.until)
    lastLook = { state: signInState(), until: holds ? Number.POSITIVE_INFINITY : at + MOMENT_MS };
  return lastLook.state;
}

/** Something in the page is not what it was. */
export function pageChanged(): void {
  lastLook = undefined;
}

/** What this page says about signing in, told once per change. */
export function tellSignIn(state: FrameState | undefined): Promise<unknown> | undefined {
  if (!state || document.readyState === 'loading') return;
  if (state.session !== toldTo) {
    if (told !== 'sent') told = undefined;
    sentText = '';
    sentUnshown = '';
    toldTo = state.session;
  }
  const now = signInNow(true);
  const fact =
    state.signingIn && now !== 'asking'
      ? 'auth.login'
      : state.signingIn && now === 'asking' && told === 'sent'
        ? undefined
        : now === 'active'
          ? 'auth.active'
          : state.signingIn
            ? 'auth.failed'
            : undefined;
  if (!fact || fact === told) return;
  told = fact;
  return send('page.fact', { kind: fact });
}

/**
 * To be called as the page is parsed, before anybody acts in it.
 * @param isAgents whether its tab is an agent's; asked last
 * @returns whether somebody is signed in here, in an agent's tab
 */
export function tellSignedIn(isAgents: () => boolean): boolean {
  const signedIn = signInNow() === 'active' && isAgents();
  if (signedIn) void send('page.fact', { kind: 'auth.active' });
  return signedIn;
}

/** The visible text of a page where somebody is signed in, for the fingerprints. */
export function tellText(
  state: FrameState | undefined,
  isPrivate = state?.privateSites.includes(state.site),
): Promise<unknown> | undefined {
  if (!isPrivate || document.readyState === 'loading') return;
  // biome-ignore lint/performance/useDomNodeTextContent: what is read is what is shown, as an agent reads it
  const text = document.body?.innerText.slice(0, 100_000) ?? '';
  if (!text || text === sentText) return;
  sentText = text;
  return send('page.text', { text, links: linksElsewhere() });
}

const MOST_LINKS = 100;

function linksElsewhere(): string[] {
  const isElsewhere = (link: HTMLAnchorElement | HTMLAreaElement) =>
    /^https?:$/.test(link.protocol) && link.host !== location.host && link.href.length <= 2_000;
  return [...new Set([...document.links].filter(isElsewhere).map(({ href }) => href))].slice(0, MOST_LINKS);
}

/** What its fields held when they were looked at last: a script that fills them in later changes nothing that is observed. */
let fieldsThen = '';

const fieldsNow = (): string =>
  [...document.querySelectorAll('input,textarea,select')]
    .map((field) => (isField(field) && !edited.has(field) ? field.value : ''))
    .join('\n');

export const isPrivateNow = (state: FrameState | undefined): boolean =>
  state?.privateSites.includes(state.site) === true && document.readyState !== 'loading';

/** To be called now and then, and when the page is left: costs next to nothing where nothing has changed. */
export function tellFields(
  state: FrameState | undefined,
  isPrivate = isPrivateNow(state),
): Promise<unknown> | undefined {
  return isPrivate && fieldsNow() !== fieldsThen ? tellUnshown(isPrivate) : undefined;
}

/** What a private page holds besides, once a reading: to look for it costs more. */
export function tellUnshown(isPrivate: boolean): Promise<unknown> | undefined {
  if (!isPrivate) return undefined;
  fieldsThen = fieldsNow();
  const { text, secrets } = unshown(document, sentText, shadowOf, (field) => edited.has(field));
  const all = [...secrets.map(({ value }) => value), text].filter(Boolean).join('\n');
  if (!all || all === sentUnshown) return undefined;
  sentUnshown = all;
  const said = secrets.map(({ value, label }) => send('page.secret', { value: value.slice(0, LONGEST_SECRET), label }));
  return Promise.all([...said, ...(text ? [send('page.text', { text })] : [])]);
}

/** To be called when the frame's state changes: a site may just have become private. */
export function readAgain(state: FrameState): void {
  tellSignIn(state);
  tellText(state);
  if (sentUnshown === '') void tellUnshown(isPrivateNow(state));
}

/**
 * To be called when the page is left: whether its text is private the worker knows once it has heard what came before.
 * @returns resolves when the worker has heard all of it
 */
export function readLast(state: FrameState): Promise<unknown> {
  const isPrivate = state.privateSites.includes(state.site) || state.signingIn || signInNow() === 'active';
  return Promise.all([tellSignIn(state), tellText(state, isPrivate), tellFields(state, isPrivate)]);
}

/** What is entered here is learnt as it is entered. */
export function listenToFields(roots: Frame['roots']): void {
  roots.listen('change', (event) => learnSecret(event.target));
  roots.listen('submit', (event) => onSubmit(event.target));
  roots.listen('input', ({ target }) => target instanceof Element && edited.add(target));
}

function onSubmit(form: EventTarget | null): void {
  if (!(form instanceof HTMLFormElement)) return;
  const fields = [...form.elements];
  for (const field of fields) learnSecret(field);
  if (fields.some((field) => field instanceof HTMLInputElement && field.type === 'password')) {
    told = 'sent';
    void send('page.fact', { kind: 'auth.sent' });
  }
}

function learnSecret(field: EventTarget | null): void {
  if (!isField(field) || !field.value) return;
  const label = secretLabelOf(field);
  if (label) void send('page.secret', { value: field.value.slice(0, LONGEST_SECRET), label });
}
