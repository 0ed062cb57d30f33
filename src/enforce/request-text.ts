/** What a request says, as text: its address and, as far as the browser shows it, its body. */

/** A body as `webRequest` shows it; of a blob or a stream it shows nothing. */
export type Body = {
  formData?: Readonly<Record<string, unknown>>;
  raw?: readonly { bytes?: unknown; file?: string }[];
};

const decoder = new TextDecoder();

/**
 * @param most UTF-16 units; of a longer text its two ends count, as of any other
 * @returns the address, then the body's fields line by line, or its bytes as UTF-8; of a file its name
 */
export function textOfRequest(url: string, body: Body | undefined, most: number): string {
  return ends([url, ...partsOf(body, most)].join('\n'), most);
}

/** The same without the address; of a form, each field ends its line. */
export function textOfBody(body: Body | undefined, most: number): string {
  const parts = partsOf(body, most);
  return ends(body?.formData ? parts.map((part) => `${part}\n`).join('') : parts.join('\n'), most);
}

function partsOf(body: Body | undefined, most: number): string[] {
  const raw = (body?.raw ?? []).map((part) => rawText(part, most)).join('');
  const parts = Object.entries(body?.formData ?? {}).flatMap(([name, values]) => fieldsOf(name, values));
  return raw ? [...parts, raw] : parts;
}

function fieldsOf(name: string, values: unknown): string[] {
  return (Array.isArray(values) ? values : [values]).map((value) => `${name}=${textOf(value)}`);
}

const textOf = (value: unknown): string => (value instanceof ArrayBuffer ? decoder.decode(value) : String(value));

function rawText({ bytes, file }: { bytes?: unknown; file?: string }, most: number): string {
  if (file !== undefined) return file.split(/[\\/]/).at(-1) ?? '';
  if (!(bytes instanceof ArrayBuffer)) return '';
  const half = most / 2;
  if (bytes.byteLength <= most) return decoder.decode(bytes);
  return `${decoder.decode(bytes.slice(0, half))}\n${decoder.decode(bytes.slice(-half))}`;
}

function ends(text: string, most: number): string {
  const half = Math.floor((most - 1) / 2);
  return text.length <= most ? text : `${text.slice(0, half)}\n${text.slice(-half)}`;
}
