/** Stands where a navigation was held: lets it go on, or says to person and agent alike what was stopped and what to do. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { send } from './ask-background.ts';
import { heldUrl } from './held-url.ts';
import { Glyph } from './parts/glyph.tsx';
import { say, speak } from './words.ts';

type View = 'judging' | 'silent' | 'nowhere' | { stopped: string };

/**
 * A picture that never comes keeps this page from having loaded while it is judged, so that an agent that waits for the
 * page it asked for waits for that page. The worker answers it (extension/background/main.ts).
 */
const waiting = new Image();
waiting.src = 'wait';

function Hold({ url }: { url: string | undefined }) {
  const [view, setView] = useState<View>(url ? 'judging' : 'nowhere');
  const judge = async () => {
    if (!url) return;
    setView('judging');
    const answer = await send('hold.judge', { url });
    if (!answer.ok || !answer.value.go) waiting.removeAttribute('src');
    if (!answer.ok) setView('silent');
    else if (answer.value.go) location.replace(url);
    else setView({ stopped: answer.value.say ?? say('holdNoReason') });
  };
  // Asked once, when the page opens; again only by the button.
  useEffect(() => void judge(), []);
  if (view === 'judging')
    return (
      <main class="hold waiting" aria-busy="true">
        <p role="status">{say('holdJudging')}</p>
      </main>
    );
  return (
    <main class="hold">
      <h1>
        <Glyph of="stop" /> {say('holdTitle')}
      </h1>
      {url && <p>{say('holdWhere', new URL(url).host)}</p>}
      <p class="reason" dir="auto" role="alert">
        {typeof view === 'object' ? view.stopped : say(view === 'nowhere' ? 'holdNowhere' : 'holdSilent')}
      </p>
      <p class="dim">{say('holdGoOn')}</p>
      <div class="row">
        <button type="button" class="primary" onClick={goBack}>
          {say('holdBack')}
        </button>
        {url && (
          <button type="button" onClick={() => void judge()}>
            {say('tryAgain')}
          </button>
        )}
      </div>
    </main>
  );
}

/** A tab that was opened for the held navigation has nowhere to go back to. */
function goBack(): void {
  if (history.length > 1) history.back();
  else window.close();
}

speak('holdTitle');
render(<Hold url={heldUrl(location.href)} />, document.body);
