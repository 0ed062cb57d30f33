/** Actions that wait for a person's word. Unanswered, they stay blocked. */
import { useState } from 'preact/hooks';
import type { GrantScope, Particulars, Question } from '../../src/protocol/question.ts';
import { useArmed } from '../arming.ts';
import { type Notice, useLive } from '../live.tsx';
import { useNow } from '../use-now.ts';
import { type Key, left, number, say } from '../words.ts';
import { Glyph } from './glyph.tsx';
import { kindWord } from './kind-word.ts';
import { inWords } from './known-words.ts';
import { GivenAway, Quoted, ReadElsewhere } from './particulars.tsx';
import { Told } from './told.tsx';

/** Whatever comes or goes above a button moves it: those that loosen fall asleep again, also what stands below the questions. */
export function useOpenQuestions() {
  const { state, notice } = useLive();
  const now = useNow();
  const open = state.questions.filter((question) => question.expires > now);
  return { open, now, awake: useArmed([...open.map(({ id, about }) => `${id} ${about.bytes}`), notice?.text].join()) };
}

export function Questions() {
  const { open, now, awake } = useOpenQuestions();
  if (!open.length) return null;
  return (
    <section class="questions" aria-labelledby="questions">
      <h2 id="questions">
        <Glyph of="question" /> {say('questions', open.length)}
      </h2>
      {open.map((question) => (
        <article class="card question" key={question.id} aria-labelledby={`q-${question.id}`}>
          <QuestionText of={question} now={now} />
          <Answers of={question} awake={awake} />
        </article>
      ))}
    </section>
  );
}

type QuestionTextOf = { of: Question; now: number; heading?: 'h1' | 'h3' };

export function QuestionText({ of, now, heading: Heading = 'h3' }: QuestionTextOf) {
  const what = inWords(of.what);
  return (
    <>
      <Heading id={`q-${of.id}`} dir="auto" lang={what.lang}>
        {what.text}
      </Heading>
      {of.particulars?.read.length ? (
        <>
          <ReadElsewhere of={of.particulars.read} />
          <Way of={of} read={of.particulars.read} />
        </>
      ) : (
        <Carried of={of} />
      )}
      {of.order && (
        <dl class="order">
          <dt>{say('orderPayee')}</dt>
          <dd>
            <Quoted of={[{ text: of.order.payee, marked: false }]} />
          </dd>
          {of.order.amount !== undefined && (
            <>
              <dt>{say('orderAmount')}</dt>
              <dd>
                {number(of.order.amount)} <bdi>{of.order.currency}</bdi>
              </dd>
            </>
          )}
        </dl>
      )}
      {of.particulars && <GivenAway of={of.particulars} kind={of.about.kind} />}
      <details class="why">
        <summary>{say('toldWhy')}</summary>
        {/* What to do instead is said to the agent: mostly, to ask this very person. */}
        <Told reasons={of.reasons} />
      </details>
      <p class="dim small-print">
        {of.times > 1 && <span>{say('times', of.times)}</span>}
        <span role="timer" aria-live="off">
          {say('blockedIn', left(of.expires - now))}
        </span>
      </p>
    </>
  );
}

/** From where it was read, unless another site hands it on. */
function Way({ of: { site, dest = site }, read }: { of: Question; read: Particulars['read'] }) {
  const from = [...new Set(read.flatMap((piece) => piece.from))].filter((source) => source !== dest);
  const isHandedOn = dest !== site && !from.includes(site);
  return <Route site={isHandedOn || from.length === 0 ? site : from.join(', ')} dest={dest} />;
}

/** Which data is on its way, where it was read, and where it would go; where none was recognised, between which sites. */
function Carried({ of: { about, site, dest } }: { of: Question }) {
  const to = dest ?? site;
  // A link that a page shows counts as its own site's, too.
  const from = about.sources.filter((source) => source !== to);
  if (from.length === 0) return <Route site={site} dest={dest} />;
  const what = DATA.flatMap(([label, word]) => (about.labels.includes(label) ? [say(word)] : []));
  return (
    <>
      {what.length > 0 && <p class="carried">{what.join(' · ')}</p>}
      <Route site={from.join(', ')} dest={to} />
    </>
  );
}

const DATA: readonly (readonly [string, Key])[] = [
  ['credential', 'dataCredential'],
  ['payment', 'dataPayment'],
  ['otp', 'dataCode'],
  ['pii', 'dataPersonal'],
  ['private', 'dataPrivate'],
  ['file', 'dataFile'],
];

/** From where to where; site names are always written left to right. */
export function Route({ site, dest }: { site: string; dest?: string | undefined }) {
  return (
    <p class="route">
      <bdi dir="ltr">{site}</bdi>
      {dest && dest !== site && (
        <>
          <Glyph of="arrow" />
          <span class="unseen">{say('to')}</span> <bdi dir="ltr">{dest}</bdi>
        </>
      )}
    </p>
  );
}

/** At mount, and never again: a refresh must not pull the focus back. The question stays in sight, however low the window. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus({ preventScroll: true });

type AnswersOf = { of: Question; awake: boolean; focus?: boolean; answered?: (id: string) => void };

/** What was answered, and what comes of it: an approved action is the agent's to try again. */
export const toldOf = ({ what }: Question, approve: boolean): Notice => ({
  tone: 'good',
  text: say(approve ? 'answeredYes' : 'answeredNo', inWords(what).text),
  problems: [],
  fades: true,
});

export function Answers({ of, awake, focus = false, answered = () => {} }: AnswersOf) {
  const { state, act, loosen, tell } = useLive();
  const [scope, setScope] = useState<GrantScope>('once');
  // A choice just made may have moved what lies under the pointer.
  const settled = useArmed(scope);
  const isOpen = awake && settled && state.mayLoosen;
  const done = (approve: boolean) => {
    tell(toldOf(of, approve));
    answered(of.id);
  };
  const deny = async () => {
    if (await act('popup.answer', { question: of.id, approve: false })) done(false);
  };
  const approve = async (event: Event) => {
    if (isOpen && (await loosen(event, 'popup.answer', { question: of.id, approve: true, scope }))) done(true);
  };
  return (
    <>
      {state.mayLoosen && canLast(of) && <HowLong id={of.id} scope={scope} choose={setScope} />}
      {scope !== 'once' && <p class="dim small-print">{say('lastingMeans', say(kindWord(of.about.kind)))}</p>}
      <div class="row answers">
        <button type="button" class="primary" ref={focus ? focusOnce : null} onClick={() => void deny()}>
          {say('deny')}
        </button>
        <button
          type="button"
          disabled={!isOpen}
          aria-describedby={state.mayLoosen ? undefined : 'why-asleep'}
          onClick={(event) => void approve(event)}
        >
          {say(scope === 'once' ? 'approve' : 'approveLasting')}
        </button>
      </div>
    </>
  );
}

/** What begins outside of any page has no origin that a later action could be compared with. */
const canLast = ({ about }: Question): boolean => about.origin !== 'opaque' && about.to !== 'opaque';

const SCOPES: readonly (readonly [GrantScope, Key])[] = [
  ['once', 'scopeOnce'],
  ['five-times', 'scopeFive'],
  ['ten-minutes', 'scopeTen'],
  ['session', 'scopeSession'],
];

function HowLong({ id, scope, choose }: { id: string; scope: GrantScope; choose: (scope: GrantScope) => void }) {
  const change = (event: Event & { currentTarget: HTMLSelectElement }) => {
    const chosen = SCOPES.find(([name]) => name === event.currentTarget.value);
    if (chosen && event.isTrusted) choose(chosen[0]);
    else event.currentTarget.value = scope;
  };
  return (
    <div class="row how-long">
      <label class="dim" for={`how-long-${id}`}>
        {say('howLong')}
      </label>
      <select id={`how-long-${id}`} value={scope} onChange={change}>
        {SCOPES.map(([name, word]) => (
          <option value={name} key={name}>
            {say(word)}
          </option>
        ))}
      </select>
    </div>
  );
}
