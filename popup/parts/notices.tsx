/** What went wrong with the last thing a person did here, and why some controls are asleep. */
import type { Problem } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { say } from '../words.ts';
import { Glyph } from './glyph.tsx';

export function Notices() {
  const { state, stale, notice, tell } = useLive();
  return (
    <div class="notices">
      {stale && (
        <p class="notice warn" role="alert">
          <Glyph of="warn" /> <span>{say('stale')}</span>
        </p>
      )}
      {!state.mayLoosen && (
        <p class="notice warn" id="why-asleep">
          <Glyph of="lock" /> <span>{say('debuggedPage')}</span>
        </p>
      )}
      <div aria-live="polite">
        {notice && (
          <div class={`notice ${notice.tone} ${notice.fades ? 'fades' : ''}`}>
            <Glyph of={notice.tone === 'good' ? 'check' : 'warn'} />
            <div>
              <p dir="auto">{notice.text}</p>
              <Problems of={notice.problems} />
            </div>
            <button type="button" class="quiet" onClick={() => tell(undefined)} aria-label={say('dismiss')}>
              <Glyph of="cross" />
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Rule, line, column and what to do, one problem a line; the reason is the parser's own sentence. */
export function Problems({ of }: { of: readonly Problem[] }) {
  if (!of.length) return null;
  const shown = of.slice(0, 20);
  return (
    <ul class="problems">
      {shown.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <span dir="auto" lang="en">
            {problem.reason}
          </span>
          <Place of={problem} />
        </li>
      ))}
      {of.length > shown.length && <li>{say('andMore', of.length - shown.length)}</li>}
    </ul>
  );
}

function Place({ of: { rule, place, line, column } }: { of: Problem }) {
  const where = [
    rule && say('atRule', rule),
    line !== undefined && (column === undefined ? say('atLine', line) : say('atLineColumn', line, column)),
    place !== 'popup' && place,
  ].filter(Boolean);
  return where.length ? <small class="dim">{where.join(' · ')}</small> : null;
}
