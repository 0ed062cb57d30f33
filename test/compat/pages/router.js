import Navigo from 'navigo';
import { offer, section } from './page.js';

const SUBJECTS = ['harbour', 'island', 'lighthouse', 'pier', 'ferry', 'beach', 'cliff', 'cave', 'market', 'castle'];
const root = section(`<nav>${SUBJECTS.map((s) => `<a id="to-${s}" href="/place/${s}" data-navigo>${s}</a> `).join('')}
  <a id="to-search" href="/search" data-navigo>Search</a></nav><div id="view"></div>`);
const view = root.querySelector('#view');
const router = new Navigo('/router');
const seen = [];

async function show(place) {
  const { about } = await (await fetch(`/data?about=${place}`)).json();
  seen.push(place);
  view.innerHTML = `<h2>${place}</h2><p>${about}</p><button id="like-${place}">Like ${place}</button>`;
  view.querySelector('button')?.addEventListener('click', () => seen.push(`liked ${place}`));
}

function search() {
  view.innerHTML =
    '<form id="find"><input id="words" aria-label="Words"><button id="go">Find</button></form><p id="hits"></p>';
  view.querySelector('form')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = view.querySelector('#words').value;
    const { about } = await (await fetch(`/data?about=${encodeURIComponent(words)}`)).json();
    seen.push(`found ${about}`);
  });
}

router
  .on('/place/:name', (match) => show(match?.data?.name ?? ''))
  .on('/search', search)
  .on('/', () => undefined)
  .resolve();

offer(() => ({ path: location.pathname, seen }));
