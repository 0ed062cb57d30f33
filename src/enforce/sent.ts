/** What a hook in the page's world says is about to go. */

/** `waits`: whether what is sent can wait for an answer, and go then; `opens`: whether it is a document, which is held as such. */
export type Sending = {
  answer: string;
  url: string;
  text: string;
  body: string;
  headers: string;
  method: string;
  waits: boolean;
  opens: boolean;
};

/** What the hook says; the page could forge it, and only speak of itself. */
export function parseSending(detail: unknown): Sending | undefined {
  if (typeof detail !== 'string') return undefined;
  try {
    const { answer, url, text, body = 0, method, waits, opens } = JSON.parse(detail) as Record<string, unknown>;
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
    };
  } catch {
    return undefined;
  }
}
