/** What was stopped, and what was only noticed, newest first. */
import type { Incident } from '../../src/protocol/question.ts';
import { useLive } from '../live.tsx';
import { isBelowFloor } from '../loosen.ts';
import { clock, type Key, language, say } from '../words.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { inWords } from './known-words.ts';
import { Route } from './questions.tsx';
import { Told } from './told.tsx';

type Look = { name: Key; glyph: GlyphName; tone: 'bad' | 'warn' | 'plain' };

export const INCIDENT_LOOKS: Record<Incident['verdict'], Look> = {
  kill: { name: 'didKill', glyph: 'stop', tone: 'bad' },
  block: { name: 'didBlock', glyph: 'stop', tone: 'bad' },
  ask: { name: 'didAsk', glyph: 'question', tone: 'warn' },
  redact: { name: 'didRedact', glyph: 'eye', tone: 'warn' },
  warn: { name: 'didWarn', glyph: 'warn', tone: 'warn' },
  log: { name: 'didLog', glyph: 'log', tone: 'plain' },
  allow: { name: 'didAllow', glyph: 'check', tone: 'plain' },
};

/** @param few how many are shown before the rest is folded away */
export function Incidents({ few }: { few: number }) {
  const { state } = useLive();
  const newest = [...state.incidents].sort((a, b) => b.t - a.t);
  return (
    <section aria-labelledby="stopped">
      <h2 id="stopped">{say('stopped')}</h2>
      {newest.length === 0 && <p class="empty">{say('stoppedNothing')}</p>}
      <List of={newest.slice(0, few)} />
      {newest.length > few && (
        <details>
          <summary>{say('earlier', newest.length - few)}</summary>
          <List of={newest.slice(few)} />
        </details>
      )}
    </section>
  );
}

function List({ of }: { of: readonly Incident[] }) {
  return (
    <ul class="incidents">
      {of.map((incident) => (
        <Item of={incident} key={incident.id} />
      ))}
    </ul>
  );
}

/**
 * What is blocked stays so for whoever asks: a yes answers a question, never a block. But a person's own rule is theirs to
 * change, from the next time on; not what an organisation or a task set, and in the strict pack a block is what was chosen.
 */
function Change({ of: { verdict, rule, reasons } }: { of: Incident }) {
  const { policy } = useLive().state;
  const row = policy.rules.find(({ id }) => id === rule);
  const isTheirs = reasons.layer === 'personal' && row?.verdict === 'block' && !isBelowFloor(row, 'ask');
  if (verdict !== 'block' || !isTheirs || policy.pack === 'strict' || policy.pack === 'read-only') return null;
  return (
    <button type="button" class="small" onClick={() => showRule(rule)}>
      {say('ruleDecide')}
    </button>
  );
}

/** Opens what it is folded in. */
function showRule(id: string): void {
  const control = document.getElementById(`rule-${id}`);
  for (let fold = control?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  control?.scrollIntoView({ block: 'center' });
  control?.focus();
}

function Item({ of }: { of: Incident }) {
  const look = INCIDENT_LOOKS[of.verdict];
  const what = inWords(of.what);
  return (
    <li class={`card incident ${look.tone}`} id={`incident-${of.id}`}>
      <p class="small-print">
        <b class="tag">
          <Glyph of={look.glyph} /> {say(look.name)}
        </b>
        <time dateTime={new Date(of.t).toISOString()}>{clock(of.t)}</time>
        <code>{of.rule}</code>
      </p>
      <h3 dir="auto" lang={what.lang}>
        {what.text}
      </h3>
      <Route site={of.site} dest={of.dest} />
      <Told reasons={of.reasons} instead={language() === 'en' ? of.instead : undefined} />
      <Change of={of} />
    </li>
  );
}
