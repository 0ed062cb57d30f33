/** `interlock audit`: looks at exported audit logs. */
import { readFile } from 'node:fs/promises';
import { toOcsf, toOtlp } from '../src/audit/export.ts';
import { Line, verify } from '../src/audit/verify.ts';
import type { Io } from './rows.ts';

const USAGE = `usage: interlock audit verify FILE [--head HASH] [--json]   check the hash chain; name the first broken record
       interlock audit export FILE --to ocsf|otlp           the same records for other tools
FILE may be - for standard input.
`;

/** @returns 0 when the chain holds, 1 when it is broken, 2 when there was nothing to check */
export async function runAudit(args: readonly string[], io: Io): Promise<number> {
  const rest = [...args];
  const json = take(rest, '--json') !== undefined;
  const head = take(rest, '--head', 1)?.[1];
  const to = take(rest, '--to', 1)?.[1];
  const [command, file] = rest;
  const known = command === 'verify' ? to === undefined : command === 'export' && (to === 'ocsf' || to === 'otlp');
  if (!known || file === undefined || rest.length !== 2 || (file.startsWith('-') && file !== '-'))
    return refuse(rest, io);
  const lines = await read(file, io);
  if (lines === undefined) return 2;
  const result = verify(lines, head);
  if (command === 'verify' || !result.ok) {
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else
      io.out(
        result.ok
          ? `${result.n} records, unbroken; head ${result.head}\n`
          : `record ${result.n} (line ${result.line}): ${result.reason}\n`,
      );
    return result.ok ? 0 : 1;
  }
  const records = lines.map((line) => Line.parse(JSON.parse(line)));
  for (const out of to === 'ocsf' ? toOcsf(records) : [toOtlp(records)]) io.out(`${JSON.stringify(out)}\n`);
  return 0;
}

function refuse(rest: readonly string[], io: Io): number {
  const help = rest.includes('--help') || rest[0] === 'help';
  (help ? io.out : io.err)(USAGE);
  return help ? 0 : 2;
}

/** Takes `name` and the `values` words after it out of `args`. */
function take(args: string[], name: string, values = 0): string[] | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 1 + values);
}

async function read(file: string, io: Io): Promise<string[] | undefined> {
  try {
    const text = file === '-' ? await io.stdin() : await readFile(file, 'utf8');
    return text.split('\n').filter((line) => line !== '');
  } catch {
    io.err(`${file}: can't be read\n`);
    return undefined;
  }
}
