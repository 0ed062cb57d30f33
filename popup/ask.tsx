/** The approval window: one action, in one sentence, with No at hand and Yes a moment away. */
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Question } from '../src/protocol/question.ts';
import { useArmed } from './arming.ts';
import { LiveTab, useLive } from './live.tsx';
import { Notices } from './parts/notices.tsx';
import { Answers, QuestionText, toldOf } from './parts/questions.tsx';
import { tabOfPage } from './tab-of-page.ts';
import { useNow } from './use-now.ts';
import { say, speak } from './words.ts';

/** What was answered elsewhere, or by nobody, is said. A window that stays after an answer takes the focus from the agent's page as it goes on. */
const AFTERWARDS_MS = 1_500;

/** The question this window was opened for, then whatever else waits: a flood is one window, one thing at a time. */
function Ask({ first }: { first: string | null }) {
  const { state, act, notice, tell } = useLive();
  const now = useNow();
  const [done, setDone] = useState<readonly string[]>([]);
  const open = state.questions.filter((question) => question.expires > now && !done.includes(question.id));
  const [isOver, setOver] = useState(false);
  const question = isOver ? undefined : (open.find((one) => one.id === first) ?? open[0]);
  const lastsUntil = useRef(0);
  if (question) lastsUntil.current = question.expires;
  // What is shown of it changes while it is typed on.
  const awake = useArmed(question ? `${question.id} ${question.about.bytes} ${notice?.text}` : '');
  const answered = (id: string) => setDone((ids) => [...ids, id]);
  useEffect(() => {
    // Firefox wants a hand for it; what this window says holds as well.
    if (question && !state.mayLoosen) void showInToolbar(question).catch(() => undefined);
  }, [question?.id, state.mayLoosen]);
  useEffect(() => {
    const onKey = async (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !question) return;
      if (!(await act('popup.answer', { question: question.id, approve: false }))) return;
      tell(toldOf(question, false));
      answered(question.id);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [question?.id, act]);
  // One place for what is said before and after: a screen reader speaks what changes in it.
  return (
    <main class={question ? 'ask' : 'waiting'}>
      {question && <p class="dim">{open.length > 1 ? say('askOneOf', open.length) : say('askLead')}</p>}
      {question && <QuestionText of={question} now={now} heading="h1" />}
      <Notices />
      {question && <Answers key={question.id} of={question} awake={awake} focus answered={answered} />}
      {question && <p class="dim small-print">{say('askKeys')}</p>}
      {!question && <Over begin={() => setOver(true)} afterMs={done.length > 0 ? 0 : AFTERWARDS_MS} />}
      {!question && !notice && (
        <p role="status">{say(lastsUntil.current > Date.now() ? 'askAnswered' : 'askExpired')}</p>
      )}
    </main>
  );
}

/** An agent's tool that attaches to every tab is in this window, too, where no yes counts then; in the toolbar's popup it isn't. */
async function showInToolbar({ tab }: Question): Promise<void> {
  const { windowId } = await browser.tabs.get(tab);
  if (windowId === undefined) return;
  await browser.windows.update(windowId, { focused: true });
  await browser.action.openPopup({ windowId });
}

/** It closes by itself; what is asked meanwhile gets a window of its own, since this one might close on it. */
function Over({ begin, afterMs }: { begin: () => void; afterMs: number }) {
  useEffect(() => {
    begin();
    history.replaceState(null, '', 'answered');
    const timer = setTimeout(() => window.close(), afterMs);
    return () => clearTimeout(timer);
  }, []);
  return null;
}

async function start(): Promise<void> {
  speak('askTitle');
  const tab = await tabOfPage();
  const first = new URLSearchParams(location.search).get('question');
  render(
    <LiveTab tab={tab}>
      <Ask first={first} />
    </LiveTab>,
    document.body,
  );
}

void start();
