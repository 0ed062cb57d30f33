import { offer, section } from './page.js';

// The browser's own controls, with no library at all.
const names = ['Inbox', 'Sent', 'Drafts', 'Archive', 'Travel', 'Recipes', 'Receipts', 'Friends', 'Work', 'Music'];
const done = [];
const root = section(`<nav>${names.map((n) => `<a id="jump-${n}" href="#${n}">${n}</a> `).join('')}</nav>
  <input id="colour" type="color" aria-label="Colour"><input id="level" type="range" aria-label="Level">
  <input id="when" type="time" aria-label="When" value="08:00"><select id="pick" aria-label="Pick">${names.map((n) => `<option>${n}`).join('')}</select>
  <details><summary id="fold">Fold</summary><button id="folded">Inside</button></details>
  <div id="words" contenteditable role="textbox" aria-label="Words" style="min-height:2rem;border:1px solid"></div>
  <form id="search"><input id="q" type="search" aria-label="Search"><button id="find">Find</button></form>
  <button id="open">Open</button><dialog id="box"><form method="dialog"><button id="close">Close</button></form></dialog>
  <button id="pop" popovertarget="tip">Tip</button><div id="tip" popover>A tip</div>
  <div>${names.map((n) => `<button id="file-${n}">File under ${n}</button><label><input id="tick-${n}" type="checkbox"> ${n}</label>`).join('')}</div>
  <div id="menu" role="menu">${names.map((n) => `<span role="menuitem" tabindex="0" id="item-${n}">Show ${n}</span> `).join('')}</div>
  <canvas id="pad" width="200" height="80" style="border:1px solid"></canvas>`);

const on = (name, type, act) => root.querySelector(name).addEventListener(type, act);
on('#open', 'click', () => root.querySelector('#box').showModal());
on('#folded', 'click', () => done.push('inside'));
on('#search', 'submit', (event) => {
  event.preventDefault();
  done.push(`searched ${root.querySelector('#q').value}`);
});
for (const n of names) {
  on(`#file-${n}`, 'click', () => done.push(`filed ${n}`));
  on(`#item-${n}`, 'mousedown', () => done.push(`shown ${n}`));
}
// A drawing pad lives by the pointer's whole way, as maps, charts and games do.
let strokes = 0;
on('#pad', 'pointerdown', () => {
  strokes += 1;
});
on('#pad', 'pointerup', () => done.push(`stroke ${strokes}`));

offer(() => ({
  done,
  hash: location.hash,
  values: [...root.querySelectorAll('input, select')].map((e) => (e.type === 'checkbox' ? e.checked : e.value)),
  words: root.querySelector('#words').textContent,
  open: [...root.querySelectorAll('details, dialog')].map((e) => e.open),
  tip: root.querySelector('#tip').matches(':popover-open'),
}));
