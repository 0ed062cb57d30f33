/** One press stops every agent in all tabs; lifting it takes two, by hand. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { say } from '../words.ts';
import { Glyph } from './glyph.tsx';

/** The safe answer is the one at hand. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

export function Stop() {
  const { state, act } = useLive();
  if (state.guard.state === 'stopped') return <Lift />;
  return (
    <button type="button" class="stop" onClick={() => void act('popup.stop', { on: true })}>
      <Glyph of="stop" /> {say('stop')}
    </button>
  );
}

function Lift() {
  const { state, loosen } = useLive();
  const [isSure, setSure] = useState(false);
  if (!isSure)
    return (
      <button type="button" class="lift" disabled={!state.mayLoosen} onClick={() => setSure(true)}>
        {say('lift')}
      </button>
    );
  return (
    <fieldset class="row lifting" aria-label={say('liftSure')}>
      <p>{say('liftSure')}</p>
      <button type="button" class="primary" ref={focusOnce} onClick={() => setSure(false)}>
        {say('liftKeep')}
      </button>
      <button type="button" onClick={(event) => void loosen(event, 'popup.stop', { on: false })}>
        {say('liftNow')}
      </button>
    </fieldset>
  );
}
