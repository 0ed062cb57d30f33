/** JSON Lines from a file or standard input, parsed at the border. */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of standard input. */
  readonly stdin: () => Promise<string>;
}

/** `FILE` or `-` (the default), `--model FOLDER`, `--json` (always on for these commands). A number is the exit code. */
export function usage(args: readonly string[], name: string, io: Io): { file: string; model?: string } | number {
  const rest = args.filter((a) => a !== '--json');
  const at = rest.indexOf('--model');
  const model = at >= 0 ? rest.splice(at, 2)[1] : undefined;
  if (rest.length > 1 || (at >= 0 && model === undefined) || rest[0]?.startsWith('--')) {
    const help = rest.includes('--help');
    (help ? io.out : io.err)(`usage: interlock ${name} [FILE|-] [--model FOLDER]   reads and prints JSON Lines\n`);
    return help ? 0 : 2;
  }
  const file = rest[0] ?? '-';
  return model === undefined ? { file } : { file, model };
}

/** All rows, or undefined after saying which line is wrong and why. */
export async function jsonLines<T>(file: string, schema: z.ZodType<T>, io: Io): Promise<T[] | undefined> {
  let text: string;
  try {
    text = file === '-' ? await io.stdin() : await readFile(file, 'utf8');
  } catch {
    io.err(`${file}: can't be read\n`);
    return undefined;
  }
  const rows: T[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push(schema.parse(JSON.parse(line)));
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : 'not JSON';
      io.err(`${file === '-' ? 'stdin' : file}:${i + 1}: ${why}\n`);
      return undefined;
    }
  }
  return rows;
}
