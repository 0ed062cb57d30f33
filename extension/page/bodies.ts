/** What a body says, as text: at once where it can be had at once. */
import { wrapConstructor } from './asking.ts';

/** What blobs were made of, while they live; long ones are read when they are sent. */
const made = new WeakMap<Blob, string>();
const LONGEST = 200_000;
const decoder = new TextDecoder();
const { slice, stream, text } = Blob.prototype;

/** Beacons can't wait until a blob is read. */
export function hookBlobs(): void {
  for (const name of ['Blob', 'File'] as const)
    wrapConstructor(name, (make, [parts]) => {
      const blob = make() as Blob;
      if (Array.isArray(parts) && blob.size < LONGEST) {
        const known = parts.map((part) => (part instanceof Blob ? made.get(part) : textNow(part)));
        if (known.every((one) => one !== undefined)) made.set(blob, known.join(''));
      }
      return blob;
    });
}

/** @returns a promise only where there is something to read first */
export function textOf(body: unknown): string | Promise<string> {
  if (body instanceof Blob) {
    const known = made.get(body);
    return known !== undefined && !isZipped(known) ? known : unpacked(slice.call(body, 0, LONGEST));
  }
  if (!(body instanceof FormData)) {
    const now = textNow(body) ?? '';
    return isZipped(now) ? unpacked(new Blob([body as BufferSource])) : now;
  }
  const parts = [...body].map(([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : both(`${name}=${value.name}`, textOf(value)),
  );
  return parts.every((part) => typeof part === 'string') ? parts.join('\n') : Promise.all(parts).then(joined);
}

/** What stands beside a body in its headers: of which type it calls itself, and its files do. */
export function typesOf(body: unknown): string {
  if (body instanceof Blob) return body.type;
  if (!(body instanceof FormData)) return '';
  return [...body.values()]
    .map((value) => (typeof value === 'string' ? '' : value.type))
    .join('\n')
    .trim();
}

/** As gzip and zlib begin, read as if it were text. */
const isZipped = (text: string): boolean => /^\p{Cc}\ufffd|^x[\p{Cc}^\ufffd\u0700-\u077f]/u.test(text);

/** What was compressed says what it said before; a part of it, where it is cut short or goes on otherwise. */
async function unpacked(blob: Blob): Promise<string> {
  const plain = await text.call(blob);
  if (!isZipped(plain)) return plain;
  const unzip = new DecompressionStream(plain.startsWith('x') ? 'deflate' : 'gzip');
  const reader = stream.call(blob).pipeThrough(unzip).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done && size < LONGEST; part = await reader.read()) {
      parts.push(part.value);
      size += part.value.length;
    }
    void reader.cancel();
  } catch {
    // Whatever else begins so is what it is.
  }
  return size > 0 ? text.call(new Blob(parts as BlobPart[])) : plain;
}

const joined = (parts: string[]): string => parts.join('\n');

const both = (name: string, content: string | Promise<string>): string | Promise<string> =>
  typeof content === 'string' ? `${name}\n${content}` : content.then((read) => `${name}\n${read}`);

/** @returns nothing for what can only be read later, or by taking it away */
function textNow(body: unknown): string | undefined {
  if (body === undefined || body === null) return '';
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return decoder.decode(body);
  if (body instanceof Document) return new XMLSerializer().serializeToString(body);
  return body instanceof ReadableStream || body instanceof Blob ? undefined : String(body);
}
