/**
 * What is shown where a navigation was held: that it is being judged, or to person and agent alike what was stopped and
 * what to do. INVARIANT: the manifest gives this page an origin of its own without the browser's interface; whoever runs
 * script in what their tab shows gains nothing by it here.
 */
import { render } from 'preact';
import { askedAt, heldUrl, holdPage, type Shown, shownBy } from './held-url.ts';
import { Glyph } from './parts/glyph.tsx';

/** How soon it asks again; the worker keeps the hold page waiting meanwhile (extension/background/waiting.ts). */
const NEXT_MS = 200;
/** An agent that waits for the page it asked for waits for that page, not for ours; but not for ever. */
const LOADED_AFTER_MS = 3_000;
const url = heldUrl(location.href);

function Stopped({ shown }: { shown: Shown }) {
  return (
    <main class="hold">
      <h1>
        <Glyph of="stop" /> {shown.title}
      </h1>
      {shown.where && <p>{shown.where}</p>}
      <p class="reason" dir="auto" role="alert">
        {shown.reason}
      </p>
      <p>{shown.goOn}</p>
      <div class="row">
        <button type="button" class="primary" onClick={goBack}>
          {shown.back}
        </button>
        {url && (
          <button type="button" onClick={() => location.replace(holdPage(url))}>
            {shown.again}
          </button>
        )}
        {url && shown.start && (
          <button type="button" onClick={() => location.assign(new URL('/', url))}>
            {shown.start}
          </button>
        )}
      </div>
      {shown.told && (
        <p class="dim small-print" dir="ltr" lang="en">
          {shown.told}
        </p>
      )}
    </main>
  );
}

/** A tab that was opened for the held navigation has nowhere to go back to. */
function goBack(): void {
  if (history.length > 1) history.back();
  else window.close();
}

function Judging({ shown }: { shown: Shown }) {
  return (
    <main class="hold waiting" aria-busy="true">
      <p role="status">{shown.reason}</p>
    </main>
  );
}

/** A document that is opened and not yet closed hasn't loaded. */
function keepFromLoading(): void {
  const links = [...document.querySelectorAll('link')].map((link) => link.outerHTML).join('');
  document.open();
  document.write(`<!doctype html><html><head>${links}</head><body class="hold">`);
  setTimeout(() => document.close(), LOADED_AFTER_MS);
}

function show(shown: Shown): void {
  if (shown.isOpen) keepFromLoading();
  document.documentElement.lang = shown.language;
  document.documentElement.dir = shown.direction;
  document.title = shown.title;
  render(shown.isOpen ? <Judging shown={shown} /> : <Stopped shown={shown} />, document.body);
  if (shown.isOpen && url) setTimeout(() => location.replace(holdPage(url, askedAt(location.href))), NEXT_MS);
}

const shown = shownBy(location.href);
if (shown) show(shown);
