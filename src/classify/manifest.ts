/** models/manifest.json: which files the model is, their pinned hashes, and how its numbers become verdicts. */
import * as z from 'zod/mini';

const FileName = z.string().check(z.regex(/^[a-z0-9-]+\.(onnx|bin|json)$/));
/** A logit becomes the probability 1 / (1 + e^-(slope·logit + shift)). */
const Scale = z.strictObject({ slope: z.number(), shift: z.number() });
const Thresholds = z.strictObject({ controversial: z.number(), unsafe: z.number() });

export const Manifest = z.strictObject({
  name: z.string(),
  version: z.string(),
  files: z.record(FileName, z.strictObject({ sha256: z.string().check(z.length(64)), bytes: z.number() })),
  /** Tokens of text in a window, and from one window's start to the next. */
  window: z.strictObject({ size: z.number(), stride: z.number() }),
  tokens: z.strictObject({ start: z.number(), pad: z.number(), end: z.number() }),
  injection: z.strictObject({
    /** Weight of the early head's logit in the final one; the rest is the upper head's. */
    blend: z.number(),
    scale: Scale,
    types: z.array(z.string()),
    /** On the probability. Backends round differently, so each may have its own. */
    thresholds: z.strictObject({ wasm: Thresholds, webgpu: Thresholds, disguised: Thresholds }),
    /** Who disguises a harmless sentence? Where one of these had to be undone, the `disguised` thresholds hold. */
    disguises: z.array(z.string()),
    /** A window whose early logit lies below this leaves after the lower layers; its probability is scaled by `early`. */
    exit: z.optional(z.strictObject({ below: z.number(), scale: Scale })),
  }),
  action: z.strictObject({
    temperature: z.number(),
    categories: z.array(z.string()),
    purposes: z.array(z.string()),
    /** The least probability of HIGH that is called high; else the likelier of safe and low. */
    high: z.number(),
  }),
  /** Texts with the log-odds that the unquantised network gives them: a backend that is further off than `FAR` is refused. */
  check: z.array(z.strictObject({ text: z.string(), odds: z.number() })),
});
export type Manifest = z.infer<typeof Manifest>;

export interface ModelAssets {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export type Opened =
  | { readonly kind: 'open'; readonly assets: ModelAssets }
  | { readonly kind: 'unavailable'; readonly cause: string };

/**
 * Reads a model's files and checks each against its pinned hash.
 * @param read gives a file's bytes, or throws where it can't
 * @param wanted leaves out what a backend doesn't need; the hash of what is read is always checked
 * @returns `unavailable` with cause `missing`, `manifest` or `hash`; never throws
 */
export async function openModel(
  read: (name: string) => Promise<Uint8Array>,
  wanted: (name: string) => boolean = () => true,
): Promise<Opened> {
  const parsed = await readManifest(read);
  if (typeof parsed === 'string') return { kind: 'unavailable', cause: parsed };
  const files = new Map<string, Uint8Array>();
  for (const [name, pin] of Object.entries(parsed.files)) {
    if (!wanted(name)) continue;
    const bytes = await read(name).catch(() => undefined);
    if (bytes === undefined) return { kind: 'unavailable', cause: `missing: ${name}` };
    if ((await sha256(bytes)) !== pin.sha256) return { kind: 'unavailable', cause: `hash: ${name}` };
    files.set(name, bytes);
  }
  return { kind: 'open', assets: { manifest: parsed, files } };
}

async function readManifest(read: (name: string) => Promise<Uint8Array>): Promise<Manifest | string> {
  let text: string;
  try {
    text = new TextDecoder().decode(await read('manifest.json'));
  } catch {
    return 'missing: manifest.json';
  }
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return 'manifest';
  }
}

/** Lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('');
}
