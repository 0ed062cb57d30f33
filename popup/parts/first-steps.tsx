/** Four lines for whoever opens the toolbar's popup for the first time; once put away, they never come back. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { isOwnTab } from '../tab-of-page.ts';
import { say } from '../words.ts';
import { useOpenQuestions } from './questions.tsx';

/** In our pages' own storage: nothing that guards hangs on it. */
const READ = 'first-steps-read';

/** Not where an organisation has set how it is, and not above a question that waits. */
export function FirstSteps() {
  const { state } = useLive();
  const { open } = useOpenQuestions();
  const [isRead, setRead] = useState(() => localStorage.getItem(READ) !== null);
  if (isRead || isOwnTab() || open.length > 0 || state.managed.state === 'present') return null;
  const putAway = () => {
    localStorage.setItem(READ, 'yes');
    setRead(true);
    // What loosens below moves up to where this was pressed: it falls asleep (arming.ts).
    window.dispatchEvent(new Event('focus'));
  };
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{say('firstTitle')}</h2>
      <ol>
        <li>{say('firstWhat')}</li>
        <li>{say('firstPin')}</li>
        <li>{say('firstAgent', say('handOver'))}</li>
        <li>{say('firstPack', say('policy'), say('packBalanced'))}</li>
      </ol>
      <button type="button" class="primary" onClick={putAway}>
        {say('firstDone')}
      </button>
    </section>
  );
}
