/** The `interlock` command: policies, the shipped model, audit logs. Exits 0 (fine), 1 (a finding), 2 (bad use). */
import { runAudit } from './audit.ts';
import { runPolicy } from './policy.ts';
import { runRisk } from './risk.ts';
import type { Io } from './rows.ts';
import { runScan } from './scan.ts';

const USAGE = `usage: interlock COMMAND …
  policy check FILE…                           load, validate and analyse policies
  policy decide --policy FILE --trace FILE     the verdict on every proposed event of a trace
  policy test FILE…                            run the examples kept beside a policy
  policy diff OLD NEW                          what changes in meaning, with witnesses
  policy explain --policy FILE --trace FILE --seq N
  policy simulate --policy FILE --log FILE     what a policy would have done to a recorded audit log
  policy print FILE [--json]                   a policy in the readable syntax, or as canonical JSON
  policy schema                                JSON Schema for editors
  scan [FILE]                                  score passages for prompt injection
  risk [FILE]                                  score actions for risk
  audit verify FILE                            check an exported log's hash chain [--head HASH]
  audit export FILE --to ocsf|otlp              the same records for other tools
FILE may be - for standard input; --json prints JSON Lines.
`;

const commands: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<number>>> = {
  policy: runPolicy,
  scan: runScan,
  risk: runRisk,
  audit: runAudit,
};

async function stdin(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin,
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command !== undefined) process.exitCode = await command(args, io);
else {
  const help = name === '--help' || name === 'help';
  (help ? io.out : io.err)(USAGE);
  process.exitCode = help ? 0 : 2;
}
