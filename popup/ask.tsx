/** The approval window: one action, in one sentence, with No at hand and Yes a moment away. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useArmed } from './arming.ts';
import { LiveTab, useLive } from './live.tsx';
import { Notices } from './parts/notices.tsx';
import { Answers, QuestionText } from './parts/questions.tsx';
import { tabOfPage } from './tab-of-page.ts';
import { useNow } from './use-now.ts';
import { say, speak } from './words.ts';

const AFTERWARDS_MS = 1_500;

/** The question this window was opened for, then whatever else waits: a flood is one window, one thing at a time. */
function Ask({ first }: { first: string | null }) {
  const { state, act } = useLive();
  const now = useNow();
  const [done, setDone] = useState<readonly string[]>([]);
  const open = state.questions.filter((question) => question.expires > now && !done.includes(question.id));
  const question = open.find((one) => one.id === first) ?? open[0];
  // What is shown of it changes while it is typed on.
  const awake = useArmed(question ? `${question.id} ${question.about.bytes}` : '');
  const answered = (id: string) => setDone((ids) => [...ids, id]);
  useEffect(() => {
    const onKey = async (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !question) return;
      if (await act('popup.answer', { question: question.id, approve: false })) answered(question.id);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [question?.id, act]);
  if (!question) return <Nothing wasAnswered={done.length > 0} />;
  return (
    <main class="ask">
      <p class="dim">{open.length > 1 ? say('askOneOf', open.length) : say('askLead')}</p>
      <QuestionText of={question} now={now} heading="h1" />
      <Notices />
      <Answers key={question.id} of={question} awake={awake} focus answered={answered} />
      <p class="dim small-print">{say('askKeys')}</p>
    </main>
  );
}

function Nothing({ wasAnswered }: { wasAnswered: boolean }) {
  useEffect(() => {
    const timer = setTimeout(() => window.close(), wasAnswered ? 0 : AFTERWARDS_MS);
    return () => clearTimeout(timer);
  }, [wasAnswered]);
  return (
    <main class="waiting">
      <p role="status">{say(wasAnswered ? 'askAnswered' : 'askExpired')}</p>
    </main>
  );
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
