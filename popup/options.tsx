/** The whole of it in a tab: rules, what happened, what we may do and why, and what never leaves the machine. */
import { render } from 'preact';
import { send } from './ask-background.ts';
import { LiveTab, useLive } from './live.tsx';
import { About } from './parts/about.tsx';
import { Agents } from './parts/agents.tsx';
import { Canaries } from './parts/canaries.tsx';
import { Counters } from './parts/figures.tsx';
import { Grants } from './parts/grants.tsx';
import { Incidents } from './parts/incidents.tsx';
import { Notices } from './parts/notices.tsx';
import { PinSettings } from './parts/pin.tsx';
import { PlugInModel } from './parts/plug-in.tsx';
import { Policy } from './parts/policy.tsx';
import { Questions } from './parts/questions.tsx';
import { Stop } from './parts/stop.tsx';
import { Story } from './parts/story.tsx';
import { saveAs } from './save-as.ts';
import { tabOfPage } from './tab-of-page.ts';
import { say, speak } from './words.ts';

function Options() {
  return (
    <>
      <header class="top">
        <img src="../icons/48.png" alt="" width="32" height="32" />
        <h1>{say('optionsTitle')}</h1>
        <nav aria-label={say('sections')}>
          <a href="#policy">{say('policy')}</a>
          <a href="#pin">{say('pin')}</a>
          <a href="#canaries">{say('canaries')}</a>
          <a href="#agents">{say('agents')}</a>
          <a href="#happened">{say('happened')}</a>
          <a href="#about">{say('about')}</a>
        </nav>
        <Stop />
      </header>
      <main>
        <Notices />
        <Questions />
        <Grants />
        <section id="policy" aria-labelledby="policy-title">
          <h2 id="policy-title">{say('policy')}</h2>
          <Policy />
        </section>
        <PinSettings />
        <Canaries />
        <Agents />
        <PlugInModel />
        <section id="happened" aria-labelledby="happened-title">
          <h2 id="happened-title">{say('happened')}</h2>
          <Counters />
          <Story />
          <Incidents few={20} />
          <AuditExport />
        </section>
        <About />
      </main>
    </>
  );
}

function AuditExport() {
  const { tell } = useLive();
  const exported = async () => {
    const answer = await send('popup.exportAudit', {});
    if (answer.ok) saveAs(answer.value);
    else tell({ tone: 'bad', text: say('silentAction'), problems: [] });
  };
  return (
    <p class="row">
      <button type="button" onClick={() => void exported()}>
        {say('exportAudit')}
      </button>
      <span class="dim">{say('exportAuditHelp')}</span>
    </p>
  );
}

async function start(): Promise<void> {
  speak('optionsTitle');
  const tab = await tabOfPage();
  render(
    <LiveTab tab={tab}>
      <Options />
    </LiveTab>,
    document.body,
  );
}

void start();
