/** What is shown before the background has answered, and when it doesn't. */
import browser from 'webextension-polyfill';
import { say } from '../words.ts';

export function Loading() {
  return (
    <main class="waiting" aria-busy="true">
      <p role="status">{say('loading')}</p>
    </main>
  );
}

export function Silent({ retry }: { retry: () => Promise<void> }) {
  return (
    <main class="waiting">
      <h1>{say('silentTitle')}</h1>
      <p role="alert">{say('silentText')}</p>
      <div class="row">
        <button type="button" class="primary" onClick={() => void retry()}>
          {say('tryAgain')}
        </button>
        <button type="button" onClick={() => browser.runtime.reload()}>
          {say('restart')}
        </button>
      </div>
    </main>
  );
}
