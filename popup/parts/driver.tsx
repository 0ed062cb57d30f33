/** Who drives this tab, how we know, and a person's own word about it. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { clock, say } from '../words.ts';
import { Glyph } from './glyph.tsx';
import { signInWords } from './known-words.ts';
import { useOpenQuestions } from './questions.tsx';
import { TaskForm } from './task-form.tsx';

const HEADLINE = { nobody: 'driverNobody', agent: 'driverAgent', 'handed-over': 'driverHandedOver' } as const;

export function Driver() {
  const { state } = useLive();
  const { driver, tab } = state;
  return (
    <section class="card driver" aria-labelledby="driver">
      <div class="headline">
        <Glyph of={driver.state === 'nobody' ? 'person' : 'agent'} />
        <div>
          <h2 id="driver">{say(HEADLINE[driver.state])}</h2>
          {driver.since !== undefined && <p class="dim">{say('since', clock(driver.since))}</p>}
        </div>
        {driver.state !== 'nobody' && <TakeBack />}
      </div>
      {driver.state !== 'nobody' && <Evidence of={driver.evidence} />}
      <HandOver />
      {driver.state === 'handed-over' && <TaskForm key={tab.id} />}
    </section>
  );
}

function Evidence({ of }: { of: readonly string[] }) {
  const distinct = [...new Map(of.map(signInWords).map((sign) => [sign.text, sign])).values()];
  if (!distinct.length) return null;
  return (
    <p class="dim evidence">
      {say('evidence')}{' '}
      {distinct.map(({ text, lang }, at) => (
        <span key={text} dir="auto" lang={lang}>
          {at > 0 && ' · '}
          {text}
        </span>
      ))}
    </p>
  );
}

/** The switch is the person's word, not our guess: it is off while an agent is only seen by its signs. */
function HandOver() {
  const { state, act, loosen } = useLive();
  const { awake } = useOpenQuestions();
  const [wanted, setWanted] = useState<boolean>();
  const tab = state.tab.id;
  const isOn = wanted ?? state.driver.state === 'handed-over';
  const change = async (event: Event & { currentTarget: HTMLInputElement }) => {
    const on = event.currentTarget.checked;
    setWanted(on);
    await (on ? act('popup.handOver', { tab }) : loosen(event, 'popup.takeBack', { tab }));
    setWanted(undefined);
  };
  return (
    <div class="switch">
      <label for="hand-over">{say('handOver')}</label>
      <input
        id="hand-over"
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={!state.tab.guardable || (isOn && !(awake && state.mayLoosen))}
        aria-describedby="hand-over-help"
        onChange={(event) => void change(event)}
      />
      <p id="hand-over-help" class={state.driver.state === 'handed-over' ? 'unseen' : 'dim'}>
        {say(state.tab.guardable ? 'handOverHelp' : 'notGuardable')}
      </p>
    </div>
  );
}

function TakeBack() {
  const { state, loosen } = useLive();
  const { awake } = useOpenQuestions();
  return (
    <button
      type="button"
      disabled={!(awake && state.mayLoosen)}
      onClick={(event) => void loosen(event, 'popup.takeBack', { tab: state.tab.id })}
    >
      {say('takeBack')}
    </button>
  );
}
