/** What a hook in the page's world says is about to go. */

/** Of a request: its page waits to read what comes back, as of a service, and not as of what counts its visitors. */
export const READS_ANSWER = 'its answer is read';

/** `waits`: whether what is sent can wait for an answer, and go then; `opens`: whether it is a document, which is held as such; `reads`: whether its page waits to read the answer. */
export type Sending = {
  answer: string;
  url: string;
  text: string;
  body: string;
  headers: string;
  method: string;
  waits: boolean;
  opens: boolean;
  reads: boolean;
};

/** What the hook says; the page could forge it, and only speak of itself. */
export function parseSending(detail: unknown): Sending | undefined {
  if (typeof detail !== 'string') return undefined;
  try {
    const { answer, url, text, body = 0, method, waits, opens, reads } = JSON.parse(detail) as Record<string, unknown>;
    const known = typeof answer === 'string' && /^interlock:answer-\d+$/.test(answer);
    if (!known || typeof url !== 'string' || typeof text !== 'string' || !URL.canParse(url, location.href))
      return undefined;
    const ofBody = typeof body === 'number' && body > 0 ? text.slice(-body) : '';
    // Between the address, a line, and the body.
    const headers = text.slice(text.indexOf('\n') + 1, text.length - ofBody.length);
    return {
      answer,
      url: new URL(url, location.href).href,
      text,
      body: ofBody,
      headers,
      method: typeof method === 'string' && /^[a-z]{1,10}$/i.test(method) ? method.toLowerCase() : 'get',
      waits: waits === true,
      opens: opens === true,
      reads: reads === true,
    };
  } catch {
    return undefined;
  }
}
