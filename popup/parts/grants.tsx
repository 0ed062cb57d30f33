/** Every yes that reaches beyond one action, and the way to take it back. */
import type { GrantRow } from '../../src/protocol/question.ts';
import { useLive } from '../live.tsx';
import { clock, say } from '../words.ts';
import { Glyph } from './glyph.tsx';
import { kindWord } from './kind-word.ts';
import { Route } from './questions.tsx';

export function Grants() {
  const { grants } = useLive().state;
  if (!grants.length) return null;
  return (
    <section aria-labelledby="grants">
      <h2 id="grants">{say('grants')}</h2>
      <ul class="plain-list">
        {grants.map((grant) => (
          <Granted of={grant} key={grant.id} />
        ))}
      </ul>
    </section>
  );
}

function Granted({ of }: { of: GrantRow }) {
  const { act } = useLive();
  return (
    <li class="card grant">
      <div>
        <p>
          <Glyph of="check" /> {say(kindWord(of.kind))}
        </p>
        <Route site={of.site} dest={of.dest} />
        <p class="dim small-print">
          <code>{of.rule}</code> <span>{lasts(of)}</span>
        </p>
      </div>
      <button type="button" class="small" onClick={() => void act('popup.revoke', { grant: of.id })}>
        {say('revoke')}
      </button>
    </li>
  );
}

function lasts({ left, until }: GrantRow): string {
  if (left !== undefined) return say('grantLeft', left);
  return until === undefined ? say('grantSession') : say('grantUntil', clock(until));
}
