/** What the hooks in the page's world say of a call. */
export type ToolCall = { answer: string; name: string; description: string; text: string };

/** What the hook in the page's world says of a call; the page could forge it, and only be judged more strictly. */
export function parseCall(detail: unknown): ToolCall | undefined {
  if (typeof detail !== 'string') return undefined;
  try {
    const { answer, name, description, text } = JSON.parse(detail) as Record<string, unknown>;
    const known = typeof answer === 'string' && /^interlock:answer-\d+$/.test(answer);
    if (!known || typeof name !== 'string' || typeof description !== 'string' || typeof text !== 'string')
      return undefined;
    return { answer, name, description, text };
  } catch {
    return undefined;
  }
}
