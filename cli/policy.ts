/** `interlock policy …`: each command reads files, asks src/policy, and prints. */
import { readFile } from 'node:fs/promises';
import { HOST_ONLY, KEYED, LEFT_OUT } from '../src/audit/withhold.ts';
import type { AgentEvent } from '../src/event/event.ts';
import { analyse } from '../src/policy/analyse.ts';
import { diff } from '../src/policy/diff.ts';
import { explain as inWords } from '../src/policy/explain.ts';
import type { Finding } from '../src/policy/finding.ts';
import { type Loaded, parsePolicy } from '../src/policy/load.ts';
import type { Policy } from '../src/policy/policy.ts';
import { printPolicy } from '../src/policy/print.ts';
import { compileAlone, failure, replay } from '../src/policy/replay.ts';
import { policySchema } from '../src/policy/schema.ts';
import { simulate as rerun } from '../src/policy/simulate.ts';
import { deadlocks } from '../src/policy/workflow.ts';
import { readLog, readTrace } from './policy-trace.ts';
import type { Io } from './rows.ts';

type Options = {
  readonly files: readonly string[];
  readonly named: ReadonlyMap<string, string>;
  readonly json: boolean;
};
type Command = (options: Options, io: Io) => Promise<number>;

/** Thrown for whatever the person who typed the command can put right. Exit 2. */
class BadUse extends Error {}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['check', check],
  ['decide', decide],
  ['test', test],
  ['diff', difference],
  ['explain', explain],
  ['simulate', simulate],
  ['print', print],
  ['schema', schema],
]);

export async function runPolicy(args: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = args;
  const command = COMMANDS.get(name);
  try {
    if (command === undefined) throw new BadUse(`policy: expected one of ${[...COMMANDS.keys()].join(', ')}`);
    return await command(optionsOf(rest), io);
  } catch (error) {
    if (!(error instanceof BadUse)) throw error;
    io.err(`${error.message}\n`);
    return 2;
  }
}

const NAMED: ReadonlySet<string> = new Set(['policy', 'trace', 'log', 'seq']);

function optionsOf(args: readonly string[]): Options {
  const files: string[] = [];
  const named = new Map<string, string>();
  let json = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json') json = true;
    else if (!arg.startsWith('--')) files.push(arg);
    else {
      const [, name = '', given] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
      if (!NAMED.has(name)) throw new BadUse(`--${name} is no option of policy`);
      const value = given ?? args[++i];
      if (value === undefined) throw new BadUse(`${arg} needs a value`);
      named.set(name, value);
    }
  }
  return { files, named, json };
}

function option(options: Options, name: string): string {
  const value = options.named.get(name);
  if (value === undefined) throw new BadUse(`--${name} is missing`);
  return value;
}

async function readText(file: string, io: Io): Promise<string> {
  try {
    return file === '-' ? await io.stdin() : await readFile(file, 'utf8');
  } catch {
    throw new BadUse(`${file}: can't be read`);
  }
}

async function load(file: string, io: Io): Promise<Extract<Loaded, { ok: true }>> {
  const loaded = parsePolicy(await readText(file, io));
  if (loaded.ok) return loaded;
  throw new BadUse(loaded.problems.map((problem) => `${file}: ${problemText(problem)}`).join('\n'));
}

async function loadPolicy(options: Options, io: Io): Promise<Policy> {
  return (await load(option(options, 'policy'), io)).policy;
}

function problemText(problem: {
  rule?: string;
  place: string;
  reason: string;
  line?: number;
  column?: number;
}): string {
  const at = problem.line === undefined ? '' : `${problem.line}:${problem.column ?? 1}: `;
  return `${at}${problem.rule === undefined ? '' : `rule ${problem.rule}: `}${problem.place}: ${problem.reason}`;
}

async function loadTrace(file: string, io: Io): Promise<readonly AgentEvent[]> {
  const trace = readTrace(await readText(file, io));
  if (trace.ok) return trace.events;
  throw new BadUse(`${file}:${trace.line}: ${trace.reason}`);
}

/** A policy that doesn't load is bad use (2), one that loads with findings is a finding (1). */
async function check(options: Options, io: Io): Promise<number> {
  if (options.files.length === 0) throw new BadUse('policy check: name a file');
  let worst = 0;
  for (const file of options.files) {
    const loaded = parsePolicy(await readText(file, io));
    const found = loaded.ok
      ? [...analyse(loaded.policy), ...deadlocks(loaded.policy, loaded.workflows)]
      : loaded.problems.map((one) => ({ kind: 'load-error', ...one }));
    for (const finding of found)
      io.out(options.json ? `${JSON.stringify({ file, ...finding })}\n` : findingText(file, finding));
    if (found.length === 0 && !options.json) io.out(`${file}: fine\n`);
    worst = Math.max(worst, loaded.ok ? (found.length > 0 ? 1 : 0) : 2);
  }
  return worst;
}

function findingText(file: string, finding: Finding | ({ kind: string } & Parameters<typeof problemText>[0])): string {
  const witness = 'witness' in finding ? (finding.witness ?? []) : [];
  const steps = witness.map((event) => `    ${JSON.stringify(event)}\n`).join('');
  return `${file}: ${finding.kind}: ${problemText(finding)}\n${steps}`;
}

async function decide(options: Options, io: Io): Promise<number> {
  const policy = await loadPolicy(options, io);
  const events = await loadTrace(option(options, 'trace'), io);
  const lines: string[] = [];
  for (const { event, verdict } of replay(compileAlone(policy, events.length), events)) {
    const { verdict: name, rules, witness, instead } = verdict;
    lines.push(
      `${JSON.stringify({ seq: event.seq, verdict: name, rules: rules.map(({ id }) => id), witness, instead })}\n`,
    );
  }
  io.out(lines.join(''));
  return 0;
}

async function test(options: Options, io: Io): Promise<number> {
  if (options.files.length === 0) throw new BadUse('policy test: name a file');
  let failed = 0;
  for (const file of options.files) {
    const { policy, examples } = await load(file, io);
    const compiled = compileAlone(policy);
    for (const example of examples) {
      const reason = failure(compiled, example);
      if (reason !== undefined) failed++;
      const result = {
        file,
        name: example.name,
        ok: reason === undefined,
        ...(reason === undefined ? {} : { reason }),
      };
      if (options.json) io.out(`${JSON.stringify(result)}\n`);
      else if (reason !== undefined) io.out(`${file}: ${example.name}: ${reason}\n`);
    }
    if (!options.json) io.out(`${file}: ${examples.length} examples\n`);
  }
  return failed > 0 ? 1 : 0;
}

async function difference(options: Options, io: Io): Promise<number> {
  const [from, to, ...more] = options.files;
  if (from === undefined || to === undefined || more.length > 0) throw new BadUse('policy diff: name OLD and NEW');
  const findings = diff((await load(from, io)).policy, (await load(to, io)).policy);
  for (const finding of findings) io.out(options.json ? `${JSON.stringify(finding)}\n` : findingText(to, finding));
  if (findings.length === 0 && !options.json) io.out('no difference in meaning\n');
  return findings.length > 0 ? 1 : 0;
}

async function explain(options: Options, io: Io): Promise<number> {
  const policy = await loadPolicy(options, io);
  const events = await loadTrace(option(options, 'trace'), io);
  const seq = Number(option(options, 'seq'));
  const found = [...replay(compileAlone(policy, events.length), events)].find(({ event }) => event.seq === seq);
  if (found === undefined) throw new BadUse(`no event of seq ${option(options, 'seq')} is proposed in this trace`);
  const history = events.filter(({ session, seq: n }) => session === found.event.session && n < seq);
  const { what, why, instead } = inWords(found.verdict, history);
  const { verdict, rules } = found.verdict;
  if (options.json) {
    io.out(`${JSON.stringify({ seq, verdict, rules: rules.map(({ id }) => id), what, why, instead })}\n`);
  } else io.out(`${verdict}: ${what}\n${why}\n${instead === undefined ? '' : `Instead: ${instead}\n`}`);
  return 0;
}

async function simulate(options: Options, io: Io): Promise<number> {
  const policy = await loadPolicy(options, io);
  const file = option(options, 'log');
  const log = readLog(await readText(file, io));
  if (!log.ok) throw new BadUse(`${file}:${log.line}: ${log.reason}`);
  const results = rerun(policy, log.records, { leftOut: LEFT_OUT, hostOnly: HOST_ONLY, keyed: KEYED });
  for (const result of results) {
    const { n, was, verdict, rules, undecided } = result;
    if (options.json) io.out(`${JSON.stringify(result)}\n`);
    else if (verdict !== (was ?? 'allow')) {
      const why = [...rules, ...undecided.map((id) => `${id} (reads what the log lacks)`)].join(', ');
      io.out(`record ${n}: was ${was ?? 'allow'}, would be ${verdict}${why === '' ? '' : ` by ${why}`}\n`);
    }
  }
  if (!options.json) io.out(`${results.length} actions judged again\n`);
  return 0;
}

/** `--json` prints the canonical form, else the readable one. */
async function print(options: Options, io: Io): Promise<number> {
  const [file] = options.files;
  if (file === undefined) throw new BadUse('policy print: name a file');
  const { policy } = await load(file, io);
  io.out(options.json ? `${JSON.stringify(policy)}\n` : printPolicy(policy));
  return 0;
}

async function schema(_: Options, io: Io): Promise<number> {
  io.out(`${JSON.stringify(policySchema(), null, 2)}\n`);
  return 0;
}
