/** `interlock policy …`: each command reads files, asks src/policy, and prints. */
import { readFile } from 'node:fs/promises';
import type { AgentEvent } from '../src/event/event.ts';
import { compile } from '../src/policy/compile.ts';
import { parsePolicy } from '../src/policy/load.ts';
import type { Policy } from '../src/policy/policy.ts';
import { start, step, type Verdict } from '../src/policy/step.ts';
import { readTrace } from './policy-trace.ts';
import type { Io } from './rows.ts';

type Options = {
  readonly files: readonly string[];
  readonly named: ReadonlyMap<string, string>;
  readonly json: boolean;
};
type Command = (options: Options, io: Io) => Promise<number>;

/** Thrown for whatever the person who typed the command can put right. Exit 2. */
class BadUse extends Error {}

const COMMANDS: ReadonlyMap<string, Command> = new Map([['decide', decide]]);

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

function optionsOf(args: readonly string[]): Options {
  const files: string[] = [];
  const named = new Map<string, string>();
  let json = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json') json = true;
    else if (!arg.startsWith('--')) files.push(arg);
    else if (arg.includes('=')) named.set(arg.slice(2, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1));
    else {
      const value = args[++i];
      if (value === undefined) throw new BadUse(`${arg} needs a value`);
      named.set(arg.slice(2), value);
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

async function loadPolicy(file: string, io: Io): Promise<Policy> {
  const loaded = parsePolicy(await readText(file, io));
  if (loaded.ok) return loaded.policy;
  throw new BadUse(loaded.problems.map((problem) => `${file}: ${problemText(problem)}`).join('\n'));
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

/** Replays the trace as given, each session by itself: a proposed event enters no history, the other phases do. */
function* replay(policy: Policy, events: readonly AgentEvent[]): Generator<{ event: AgentEvent; verdict: Verdict }> {
  const compiled = compile([{ layer: 'personal', policy }]);
  const memories = new Map<string, ReturnType<typeof start>>();
  for (const event of events) {
    const { memory, verdict } = step(compiled, memories.get(event.session) ?? start(compiled), event);
    memories.set(event.session, memory);
    if (event.phase === 'proposed') yield { event, verdict };
  }
}

async function decide(options: Options, io: Io): Promise<number> {
  const policy = await loadPolicy(option(options, 'policy'), io);
  const events = await loadTrace(option(options, 'trace'), io);
  const lines: string[] = [];
  for (const { event, verdict } of replay(policy, events)) {
    const { verdict: name, rules, witness, instead } = verdict;
    lines.push(
      `${JSON.stringify({ seq: event.seq, verdict: name, rules: rules.map(({ id }) => id), witness, instead })}\n`,
    );
  }
  io.out(lines.join(''));
  return 0;
}
