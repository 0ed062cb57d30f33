/** Counters, and the truth about coverage and the model. */
import type { ModelState, PopupState } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { type Key, number, percent, say } from '../words.ts';

const COUNTERS: readonly (readonly [keyof PopupState['counts'], Key])[] = [
  ['stopped', 'countStopped'],
  ['asked', 'countAsked'],
  ['flagged', 'countFlagged'],
  ['hidden', 'countHidden'],
  ['scored', 'countScored'],
];

export function Counters() {
  const { counts } = useLive().state;
  return (
    <dl class="counters" aria-label={say('counters')}>
      {COUNTERS.map(([of, name]) => (
        <div key={of}>
          <dt>{say(name)}</dt>
          <dd>{number(counts[of])}</dd>
        </div>
      ))}
    </dl>
  );
}

const MODEL: Record<ModelState['state'], Key> = {
  ready: 'modelReady',
  loading: 'modelLoading',
  idle: 'modelIdle',
  unavailable: 'modelUnavailable',
};

/** "87 %"; with the share that had been read when the page was first warned of. */
function readSoFar(now: number, atVerdict: number | undefined): string {
  return [percent(now), atVerdict === undefined ? '' : say('warnedAfter', percent(atVerdict))]
    .filter(Boolean)
    .join(' · ');
}

export function Coverage() {
  const { state, loosen } = useLive();
  const { coverage, model, counts, tab } = state;
  const rows: [string, string][] = [
    [
      say('model'),
      [
        say(MODEL[model.state]),
        model.backend?.toUpperCase(),
        model.model,
        model.cause,
        model.refused && say('plugInRefused', model.refused),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    ...(coverage.read === undefined
      ? []
      : [[say('textRead'), readSoFar(coverage.read, coverage.readAtVerdict)] as [string, string]]),
    [
      say('frames'),
      coverage.unseen ? say('framesOf', coverage.frames, coverage.frames + coverage.unseen) : number(coverage.frames),
    ],
    [say('closedRoots'), number(coverage.closedRoots)],
    ...(coverage.forgotten ? [[say('forgotten'), say('forgottenPieces', coverage.forgotten)] as [string, string]] : []),
    [say('networkRules'), number(coverage.networkRules)],
    [say('requestsHeld'), say(coverage.requestsHeld ? 'yes' : 'no')],
    [say('debuggerHere'), say(coverage.debuggerAttached ? 'yes' : 'no')],
  ];
  return (
    <>
      <dl class="coverage">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {counts.hidden > 0 && (
        <p class="row">
          <button
            type="button"
            disabled={!state.mayLoosen}
            onClick={(event) => void loosen(event, 'popup.reveal', { tab: tab.id })}
          >
            {say('reveal')}
          </button>
          <span class="dim">{say('revealHelp')}</span>
        </p>
      )}
    </>
  );
}
