/** The toolbar popup, or a tab that serves another one: who drives, what is guarded, what was stopped, what the rules are. */
import { render } from 'preact';
import { LiveTab, useLive } from './live.tsx';
import { Driver } from './parts/driver.tsx';
import { Counters, Coverage } from './parts/figures.tsx';
import { FirstSteps } from './parts/first-steps.tsx';
import { Grants } from './parts/grants.tsx';
import { Guard } from './parts/guard.tsx';
import { Incidents } from './parts/incidents.tsx';
import { Notices } from './parts/notices.tsx';
import { Policy } from './parts/policy.tsx';
import { Questions } from './parts/questions.tsx';
import { Stop } from './parts/stop.tsx';
import { Story } from './parts/story.tsx';
import { Top } from './parts/top.tsx';
import { isOwnTab, tabOfPage } from './tab-of-page.ts';
import { say, speak } from './words.ts';

function Popup() {
  const { site } = useLive().state.tab;
  return (
    <>
      <Top site={site}>{isOwnTab() && <Stop />}</Top>
      <main>
        <Notices />
        <Questions />
        <FirstSteps />
        <Driver />
        <Guard />
        <Grants />
        <Incidents few={3} />
        <Story />
        <Counters />
        <details class="fold" open={isOwnTab()}>
          <summary>{say('coverage')}</summary>
          <Coverage />
        </details>
        <details class="fold" open={isOwnTab()}>
          <summary>{say('policy')}</summary>
          <Policy />
        </details>
        <p>
          <a href="options.html" target="_blank" rel="noreferrer">
            {say('moreOptions')}
          </a>
        </p>
      </main>
      {!isOwnTab() && (
        <footer class="bottom">
          <Stop />
        </footer>
      )}
    </>
  );
}

async function start(): Promise<void> {
  speak('name');
  document.body.classList.toggle('own-tab', isOwnTab());
  const tab = await tabOfPage();
  render(
    <LiveTab tab={tab}>
      <Popup />
    </LiveTab>,
    document.body,
  );
}

void start();
