import { offer, section } from './page.js';

/** What a page leans on: pictures, style and script of a content network, and frames of other sites. */
const CDN = 'http://compat-cdn.example';
const told = [];
addEventListener('message', (event) => typeof event.data === 'string' && told.push(event.data));
document.head.insertAdjacentHTML('beforeend', `<link rel="stylesheet" href="${CDN}/look.css">`);
const root =
  section(`<p id="styled">Styled from elsewhere</p>${[1, 2, 3].map((n) => `<img src="${CDN}/${n}.svg" alt="" width="40" height="40">`).join('')}
  <iframe name="card" title="Card" src="http://compat-pay.example/card" height="190"></iframe>
  <iframe name="check" title="Human check" src="http://compat-check.example/check" height="150"></iframe>
  <iframe name="clip" title="Clip" src="http://compat-video.example/clip" height="190" allow="autoplay"></iframe>
  <a id="sign-in" href="http://compat-id.example/sign-in?back=${encodeURIComponent(location.href)}">Sign in with ID</a>`);

offer(() => ({
  told,
  pictures: [...root.querySelectorAll('img')].map((i) => i.complete && i.naturalWidth > 0),
  styled: getComputedStyle(document.getElementById('styled')).color,
  user: new URL(location.href).searchParams.get('user'),
}));
