/** Every permission with its reason, read from the manifest in force, and what is done with what we see. */
import browser from 'webextension-polyfill';
import { type Key, say } from '../words.ts';

const REASONS = {
  storage: 'whyStorage',
  alarms: 'whyAlarms',
  webNavigation: 'whyWebNavigation',
  webRequest: 'whyWebRequest',
  declarativeNetRequest: 'whyNetRules',
  scripting: 'whyScripting',
  browsingData: 'whyBrowsingData',
  offscreen: 'whyOffscreen',
  debugger: 'whyDebugger',
  tabs: 'whyTabs',
  notifications: 'whyNotifications',
} as const satisfies Record<string, Key>;

const isExplained = (name: string): name is keyof typeof REASONS => Object.hasOwn(REASONS, name);

export function About() {
  const names = browser.runtime.getManifest().permissions ?? [];
  return (
    <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">{say('about')}</h2>
      <div class="card">
        <h3>{say('privacy')}</h3>
        <p>{say('privacyText')}</p>
        <p>{say('privacyKept')}</p>
      </div>
      <h3>{say('permissions')}</h3>
      <dl class="permissions">
        <div>
          <dt>{say('allSites')}</dt>
          <dd>{say('whyAllSites')}</dd>
        </div>
        {names.map((name) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{say(isExplained(name) ? REASONS[name] : 'whyUnknown')}</dd>
          </div>
        ))}
      </dl>
      <p class="dim">{say('version', browser.runtime.getManifest().version)}</p>
    </section>
  );
}
