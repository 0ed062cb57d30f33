/** The one way our pages speak to the background: a row of the protocol, its answer parsed, silence as a value. */
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { type MessageName, PROTOCOL, type RequestOf, type ResponseOf } from '../src/protocol/protocol.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; cause: 'silent' | 'unreadable' };

/** A worker that had to be started answers within 150 ms; a policy of 10 MB takes longest. */
const PATIENCE_MS = 3_000;
const LONG_PATIENCE_MS = 60_000;
const LONG: ReadonlySet<MessageName> = new Set(['popup.import', 'popup.exportAudit', 'popup.export', 'popup.pin']);

/**
 * Sends `request` to the background.
 * @returns its parsed answer; `silent` when it doesn't answer in time or refuses us, `unreadable` when the answer
 *   isn't of the row's shape; never throws
 */
export async function send<N extends MessageName>(
  name: N,
  request: RequestOf<N>,
  proof?: string,
): Promise<Answer<ResponseOf<N>>> {
  const said = browser.runtime.sendMessage({ interlock: 1, name, request, ...(proof === undefined ? {} : { proof }) });
  const raw = await Promise.race([said, patience(LONG.has(name) || proof !== undefined)]).catch(() => SILENCE);
  if (raw === SILENCE || raw === undefined) return { ok: false, cause: 'silent' };
  const answer = z.safeParse(ROWS[name].response, raw);
  return answer.success ? { ok: true, value: answer.data } : { ok: false, cause: 'unreadable' };
}

/** The table, said so that the compiler ties a name to its answer. */
const ROWS: { readonly [N in MessageName]: { readonly response: z.core.$ZodType<ResponseOf<N>> } } = PROTOCOL;

const SILENCE = Symbol('no answer');

/** Stretching a PIN takes a while, on a slow machine seconds. */
function patience(isLong: boolean): Promise<typeof SILENCE> {
  return new Promise((resolve) => setTimeout(() => resolve(SILENCE), isLong ? LONG_PATIENCE_MS : PATIENCE_MS));
}
