/** Which agent extensions may declare themselves. Letting one in is a person's own act. */
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { AgentId } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { say } from '../words.ts';

export function Agents() {
  const { allowed, fixed } = useLive().state.agents;
  return (
    <section id="agents" aria-labelledby="agents-title">
      <h2 id="agents-title">{say('agents')}</h2>
      <p class="dim">{say('agentsHelp')}</p>
      {fixed && <p class="notice plain">{say('agentsFixed')}</p>}
      {allowed.length === 0 && <p class="empty">{say('agentsNone')}</p>}
      <ul class="plain-list">
        {allowed.map((id) => (
          <Allowed id={id} key={id} />
        ))}
      </ul>
      {!fixed && <LetIn />}
    </section>
  );
}

function Allowed({ id }: { id: string }) {
  const { state, act } = useLive();
  const { allowed, fixed } = state.agents;
  const remove = () => act('popup.agents', { agents: allowed.filter((other) => other !== id) });
  return (
    <li class="row">
      <code dir="ltr">{id}</code>
      {!fixed && (
        <button type="button" class="small" aria-label={say('removeThis', id)} onClick={() => void remove()}>
          {say('removeImported')}
        </button>
      )}
    </li>
  );
}

function LetIn() {
  const { state, loosen, tell } = useLive();
  const [id, setId] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const parsed = z.safeParse(AgentId, id.trim());
    if (!parsed.success) return tell({ tone: 'bad', text: say('agentBadId'), problems: [] });
    if (await loosen(event, 'popup.agents', { agents: [...state.agents.allowed, parsed.data] })) setId('');
  };
  return (
    <form class="row" onSubmit={(event) => void submit(event)}>
      <label>
        {say('agentId')}{' '}
        <input
          type="text"
          dir="ltr"
          size={36}
          spellcheck={false}
          value={id}
          onInput={(event) => setId(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!state.mayLoosen}>
        {say('agentAdd')}
      </button>
    </form>
  );
}
