/** What is guarded here and how well; how to pause it on this site. */
import type { PopupState } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { clock, type Key, say } from '../words.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { causeInWords } from './known-words.ts';
import { useOpenQuestions } from './questions.tsx';

type GuardState = PopupState['guard']['state'];
export type Tone = 'good' | 'warn' | 'bad' | 'plain';
type Look = { tone: Tone; glyph: GlyphName; name: Key; means: Key };

const LOOKS: Record<GuardState, Look> = {
  full: { tone: 'good', glyph: 'shield', name: 'guardFull', means: 'guardFullMeans' },
  degraded: { tone: 'warn', glyph: 'warn', name: 'guardDegraded', means: 'guardDegradedMeans' },
  paused: { tone: 'warn', glyph: 'pause', name: 'guardPaused', means: 'guardPausedMeans' },
  stopped: { tone: 'bad', glyph: 'stop', name: 'guardStopped', means: 'guardStoppedMeans' },
  monitor: { tone: 'warn', glyph: 'eye', name: 'guardMonitor', means: 'guardMonitorMeans' },
};
const WATCHING: Look = { tone: 'plain', glyph: 'eye', name: 'guardWatching', means: 'guardWatchingMeans' };
const UNGUARDABLE: Look = { tone: 'plain', glyph: 'eye', name: 'guardNone', means: 'guardNoneMeans' };

export function lookOf(state: PopupState): Look {
  const { guard, driver, tab } = state;
  if (guard.state === 'full' && !tab.guardable) return UNGUARDABLE;
  if (guard.state === 'full' && driver.state === 'nobody') return WATCHING;
  return LOOKS[guard.state];
}

export function Guard() {
  const { state } = useLive();
  const look = lookOf(state);
  const until = state.guard.pausedUntil;
  return (
    <section class={`card guard ${look.tone}`} aria-labelledby="guard">
      <div class="headline">
        <Glyph of={look.glyph} />
        <div>
          <h2 id="guard">{say(look.name)}</h2>
          <p>{until ? say('pausedUntil', state.tab.site, clock(until)) : say(look.means)}</p>
        </div>
      </div>
      <Causes of={state.guard.causes} />
      {state.tab.guardable && state.guard.state !== 'stopped' && <Pause />}
    </section>
  );
}

function Causes({ of }: { of: readonly string[] }) {
  if (!of.length) return null;
  return (
    <ul class="causes">
      {of.map(causeInWords).map(({ text, lang }) => (
        <li key={text} dir="auto" lang={lang}>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Pause() {
  const { state, act, loosen } = useLive();
  const { awake } = useOpenQuestions();
  const isAsleep = !(awake && state.mayLoosen);
  const tab = state.tab.id;
  if (state.guard.state === 'paused')
    return (
      <button type="button" class="primary" onClick={() => void act('popup.resume', { tab })}>
        {say('resume')}
      </button>
    );
  const pause = (minutes: number) => (event: Event) => void loosen(event, 'popup.pause', { tab, minutes });
  return (
    <fieldset class="row pause" aria-label={say('pauseFor', state.tab.site)}>
      <span class="dim" aria-hidden="true">
        {say('pauseHere')}
      </span>
      <button type="button" class="small" disabled={isAsleep} onClick={pause(5)}>
        {say('minutes5')}
      </button>
      <button type="button" class="small" disabled={isAsleep} onClick={pause(60)}>
        {say('hour1')}
      </button>
    </fieldset>
  );
}
