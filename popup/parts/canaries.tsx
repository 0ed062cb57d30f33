/** Planted values, by name: their values are shown once, while a person types or makes them up, and never again. */
import { useState } from 'preact/hooks';
import { canary } from '../../src/dataflow/canary.ts';
import { useLive } from '../live.tsx';
import { clock, say } from '../words.ts';

export function Canaries() {
  const { state, loosen } = useLive();
  const { canaries } = state;
  return (
    <section id="canaries" aria-labelledby="canaries-title">
      <h2 id="canaries-title">{say('canaries')}</h2>
      <p class="dim">{say('canariesHelp')}</p>
      {canaries.length === 0 && <p class="empty">{say('canariesNone')}</p>}
      <ul class="plain-list">
        {canaries.map(({ id, name, t }) => (
          <li class="row" key={id}>
            <b dir="auto">{name}</b> <span class="dim">{say('canaryPlanted', clock(t))}</span>
            <button
              type="button"
              class="small"
              disabled={!state.mayLoosen}
              aria-label={say('removeThis', name)}
              onClick={(event) => void loosen(event, 'popup.unplant', { id })}
            >
              {say('removeImported')}
            </button>
          </li>
        ))}
      </ul>
      <Plant />
    </section>
  );
}

function Plant() {
  const { act, tell } = useLive();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!name.trim() || !value.trim() || !(await act('popup.plant', { name: name.trim(), value: value.trim() })))
      return;
    tell({ tone: 'good', text: say('canaryDone'), problems: [] });
    setName('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label>
        {say('canaryName')}
        <input type="text" maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        {say('canaryValue')}
        <input
          type="text"
          dir="ltr"
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <div class="row">
        <button type="button" onClick={() => setValue(canary(crypto.getRandomValues(new Uint8Array(16))))}>
          {say('canaryMake')}
        </button>
        <button type="submit">{say('canaryPlant')}</button>
      </div>
    </form>
  );
}
