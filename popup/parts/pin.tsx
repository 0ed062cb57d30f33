/** Setting, changing and removing the PIN, and the truth about what it is good for. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { clock, say } from '../words.ts';

export function PinSettings() {
  const { state, loosen } = useLive();
  const { factor, mayLoosen } = state;
  return (
    <section id="pin" aria-labelledby="pin-heading">
      <h2 id="pin-heading">{say('pin')}</h2>
      <p class="dim">{say('pinHelp')}</p>
      {factor.isRequired && <p class="notice plain">{say('pinRequired')}</p>}
      {factor.lockedUntil !== undefined && <p class="notice warn">{say('pinLocked', clock(factor.lockedUntil))}</p>}
      <p class={factor.state === 'on' ? '' : 'empty'}>{say(factor.state === 'on' ? 'pinOn' : 'pinOff')}</p>
      <NewPin />
      {factor.state === 'on' && !factor.isRequired && (
        <p>
          <button type="button" disabled={!mayLoosen} onClick={(event) => void loosen(event, 'popup.pin', {})}>
            {say('pinRemove')}
          </button>
        </p>
      )}
    </section>
  );
}

function NewPin() {
  const { state, loosen, tell } = useLive();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    if (pin !== again) return tell({ tone: 'bad', text: say('pinDiffers'), problems: [] });
    if (!pin || !(await loosen(event, 'popup.pin', { pin }))) return;
    setPin('');
    setAgain('');
    tell({ tone: 'good', text: say('pinDone'), problems: [] });
  };
  return (
    <form class="pin-form" onSubmit={(event) => void submit(event)}>
      <Secret name={say('pinNew')} value={pin} change={setPin} />
      <Secret name={say('pinAgain')} value={again} change={setAgain} />
      <button type="submit" disabled={!state.mayLoosen}>
        {say('pinSet')}
      </button>
    </form>
  );
}

type SecretOf = { name: string; value: string; change: (value: string) => void };

function Secret({ name, value, change }: SecretOf) {
  return (
    <label>
      {name}
      <input
        type="password"
        autocomplete="off"
        maxLength={64}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
