/**
 * What of an event may be remembered. Built up field by field from what is known to be harmless, never copied and cut down: a new field
 * stays out until somebody lets it in here. Three ways for a field to get in: a closed vocabulary, the site's part of
 * a URL, or a hash keyed for its session, good for "the same as before" and for nothing else.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AgentEvent } from '../event/event.ts';
import { AUTOFILL, CAUSES, INPUT_TYPES, MIMES, ROLES } from './vocabulary.ts';

/** Fields that no log holds. */
export const LEFT_OUT = ['target.name'] as const;
/** Fields of which a log holds scheme, host and port. */
export const HOST_ONLY = ['url', 'dest.url', 'target.formAction'] as const;
/** Fields that a log holds hashed: equal values stay equal within a session, and can be compared with nothing else. */
export const KEYED = [
  'task',
  'target.fingerprint',
  'payload.hash',
  'payload.recipients',
  'approval.digest',
  'fact.args',
  'digest',
] as const;

/**
 * The part of `event` that a log may hold, itself a valid event.
 * @param key 32 random bytes of this browser session; in memory only, never exported
 */
export function withhold(event: AgentEvent, key: Uint8Array): AgentEvent {
  const keyed = (text: string | undefined) => (text === undefined ? undefined : mac(key, event.session, text));
  const { dest, target, payload, page, risk, approval, decision, coverage, fact } = event;
  return plain({
    seq: event.seq,
    t: event.t,
    phase: event.phase,
    actor: event.actor,
    session: id(event.session, keyed),
    task: keyed(event.task),
    tab: id(event.tab, keyed),
    frame: id(event.frame, keyed),
    url: hostOnly(event.url),
    origin: hostOnly(event.origin),
    site: site(event.site, keyed),
    kind: event.kind,
    dest: dest && destination(event, keyed),
    target: target && {
      role: among(ROLES, target.role),
      inputType: among(INPUT_TYPES, target.inputType),
      autocomplete: target.autocomplete
        ?.split(/\s+/)
        .filter((token) => AUTOFILL.has(token))
        .join(' '),
      formAction: hostOnly(target.formAction),
      purpose: target.purpose,
      visible: target.visible,
      occluded: target.occluded,
      fingerprint: keyed(target.fingerprint),
    },
    payload: payload && {
      bytes: payload.bytes,
      labels: payload.labels,
      sources: payload.sources?.map((source) => site(source, keyed)),
      recipients: payload.recipients?.map(keyed),
      mime: among(MIMES, payload.mime),
      hash: keyed(payload.hash),
    },
    page: page && {
      trust: word(page.trust),
      risk: page.risk && { ...page.risk, cause: among(CAUSES, page.risk.cause) },
    },
    risk: risk && { ...risk, category: word(risk.category) },
    approval: approval && { digest: keyed(approval.digest), approver: word(approval.approver) },
    decision: decision && { verdict: decision.verdict, rules: decision.rules?.map(ruleId) },
    coverage: coverage && { state: coverage.state, cause: among(CAUSES, coverage.cause) },
    fact: fact && { name: name(fact.name, keyed), args: fact.args && argumentsOf(fact.args, keyed) },
    digest: keyed(event.digest),
  });
}

type Keyed = (text: string | undefined) => string | undefined;

/** A rule's id as a log holds it. */
export function ruleId(rule: string): string {
  return /^[a-z0-9][a-z0-9-]{0,79}(?:!error)?$/.test(rule) ? rule : OTHER;
}

/** Something was there that has no name here. */
const OTHER = 'other';

/** Where private data goes out, the host name itself may spell it: then its site has to do. */
function destination({ dest, payload }: AgentEvent, keyed: Keyed) {
  const carries = (payload?.labels?.length ?? 0) > 0;
  const shorten = (url: string | undefined) => {
    const host = hostOnly(url);
    if (!carries || !host?.includes('//') || !dest?.site) return host;
    const parsed = new URL(host);
    return parsed.hostname.endsWith(`.${dest.site}`) ? host.replace(parsed.hostname, dest.site) : host;
  };
  return {
    origin: shorten(dest?.origin),
    site: dest?.site === undefined ? undefined : site(dest.site, keyed),
    url: shorten(dest?.url),
    method: dest?.method && (/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(dest.method) ? dest.method : OTHER),
    relation: dest?.relation,
    firstSeen: dest?.firstSeen,
  };
}

const WITH_HOST = new Set(['http:', 'https:', 'ws:', 'wss:', 'chrome-extension:', 'moz-extension:']);

function hostOnly(url: string | undefined): string | undefined {
  if (url === undefined || url === '') return url;
  if (!URL.canParse(url)) return 'opaque';
  const { protocol, host } = new URL(url);
  if (WITH_HOST.has(protocol)) return `${protocol}//${host}`;
  return /^(data|blob|about|file|javascript|filesystem|chrome):$/.test(protocol) ? protocol : 'opaque';
}

function site(text: string, keyed: Keyed): string | undefined {
  return /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$|^\[[0-9a-f:.]+\]$|^opaque:[a-z-]{0,20}:?$/.test(text) ? text : keyed(text);
}

/** Names that the extension itself gives; `audit` is the log's own. */
function id(text: string, keyed: Keyed): string | undefined {
  return /^[\w.:-]{1,64}$/.test(text) && text !== 'audit' ? text : keyed(text);
}

function name(text: string | undefined, keyed: Keyed): string | undefined {
  return text !== undefined && /^[a-z_][\w.-]{0,39}$/i.test(text) ? text : keyed(text);
}

function word(text: string | undefined): string | undefined {
  return text === undefined || /^[a-z][a-z-]{0,31}$/.test(text) ? text : OTHER;
}

function among(known: ReadonlySet<string>, text: string | undefined): string | undefined {
  return text === undefined || known.has(text) ? text : OTHER;
}

function argumentsOf(args: Readonly<Record<string, string | number | boolean>>, keyed: Keyed) {
  const shown = Object.entries(args).map(([key, value]) => [
    name(key, keyed),
    typeof value === 'boolean' ? value : keyed(`${typeof value} ${value}`),
  ]);
  return Object.fromEntries(shown);
}

/** 128 bits; the session is part of what is hashed, so one key gives every session hashes of its own. */
function mac(key: Uint8Array, session: string, text: string): string {
  return `hmac:${bytesToHex(hmac(sha256, key, utf8ToBytes(`${session}\n${text}`))).slice(0, 32)}`;
}

/** Without what is undefined, and checked to be an event still. */
function plain(event: object): AgentEvent {
  return AgentEvent.parse(JSON.parse(JSON.stringify(event)));
}
