/**
 * Tools that a page offers to agents (WebMCP): what is told of them is read as the page's text is, a call is asked about
 * before it is made, and its answer is read before the agent is. The error reaches the caller.
 */
import { ask, say, wrap } from './asking.ts';

type Tool = { name: string; description?: string; inputSchema?: unknown; execute: (...args: unknown[]) => unknown };
type Offered = Pick<Tool, 'name' | 'description' | 'inputSchema'>;
type ModelContext = {
  registerTool?: (tool: Tool, ...rest: unknown[]) => unknown;
  getTools?: () => Promise<Offered[]>;
  executeTool?: (tool: Offered, ...args: unknown[]) => unknown;
};

/** They ask for themselves when they are called. */
const guarded = new Set<string>();

export function hookTools(): void {
  const context =
    (document as { modelContext?: ModelContext }).modelContext ??
    (navigator as { modelContext?: ModelContext }).modelContext;
  const register = context?.registerTool;
  if (!context || !register) return;
  // Those that were there before us, and what forms offer.
  void context.getTools?.().then(
    (tools) => tools.forEach(introduce),
    () => undefined,
  );
  context.registerTool = function (tool: Tool, ...rest: unknown[]) {
    introduce(tool);
    guarded.add(String(tool.name));
    return register.call(this, { ...tool, execute: (...args: unknown[]) => execute(tool, args) }, ...rest);
  };
  wrap(context, 'executeTool', async (goOn, _self, [tool, args]: [Offered, unknown]) => {
    if (!guarded.has(String(tool?.name))) await askFor(tool, args);
    return goOn();
  });
}

async function execute(tool: Tool, args: unknown[]): Promise<unknown> {
  await askFor(tool, args[0]);
  const answer = await tool.execute(...args);
  const refusal = await ask('tool-answer', { name: String(tool.name), description: '', text: written(answer) });
  if (refusal) throw new Error(refusal);
  return answer;
}

async function askFor({ name, description = '' }: Offered, args: unknown): Promise<void> {
  const refusal = await ask('tool', { name: String(name), description: String(description), text: written(args) });
  if (refusal) throw new Error(refusal);
}

function introduce({ name, description = '', inputSchema }: Offered): void {
  say(`${name}: ${description}`);
  for (const [, told = ''] of written(inputSchema).matchAll(/"(?:description|title)":("(?:[^"\\]|\\.)*")/g))
    say(String(JSON.parse(told)));
}

/** What can't be written down can't be judged by its words; the call itself still is. */
function written(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}
