/** What the hold page shows: that it is judging, or to person and agent alike what was stopped and what to do. */
import { render } from 'preact';
import { Glyph } from './parts/glyph.tsx';
import { say, speak } from './words.ts';

/** `stopped`: the worker's reason, where it gave one. */
export type View = 'judging' | 'silent' | 'nowhere' | { stopped: string | undefined };

/** @param judge asks once more */
export async function draw(view: View, url: string | undefined, judge: () => void): Promise<void> {
  await styled();
  speak('holdTitle');
  render(<Hold view={view} url={url} judge={judge} />, document.body);
}

let style: Promise<unknown> | undefined;

function styled(): Promise<unknown> {
  style ??= new Promise((done) => {
    const link = (rel: string, href: string) => Object.assign(document.createElement('link'), { rel, href });
    const sheet = link('stylesheet', 'style.css');
    sheet.addEventListener('load', done);
    sheet.addEventListener('error', done);
    document.head.append(sheet, link('icon', '../icons/32.png'));
  });
  return style;
}

function Hold({ view, url, judge }: { view: View; url: string | undefined; judge: () => void }) {
  if (view === 'judging')
    return (
      <main class="hold waiting" aria-busy="true">
        <p role="status">{say('holdJudging')}</p>
      </main>
    );
  const reason = view === 'nowhere' ? say('holdNowhere') : view === 'silent' ? say('holdSilent') : view.stopped;
  return (
    <main class="hold">
      <h1>
        <Glyph of="stop" /> {say('holdTitle')}
      </h1>
      {url && <p>{say('holdWhere', new URL(url).host)}</p>}
      <p class="reason" dir="auto" role="alert">
        {reason ?? say('holdNoReason')}
      </p>
      <p class="dim">{say('holdGoOn')}</p>
      <div class="row">
        <button type="button" class="primary" onClick={goBack}>
          {say('holdBack')}
        </button>
        {url && (
          <button type="button" onClick={judge}>
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
