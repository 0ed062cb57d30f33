import Sortable from 'sortablejs';
import { offer, section } from './page.js';

const list = (id, names) =>
  `<ul id="${id}" style="width:14rem">${names.map((n) => `<li id="${id}-${n}" data-id="${n}" style="padding:.5rem">${n}</li>`).join('')}</ul>`;
section(`<div style="display:flex">${list('board', ['one', 'two', 'three', 'four', 'five'])}${list('done', ['six', 'seven'])}
  ${list('pointer', ['red', 'green', 'blue', 'black'])}</div>`);

const sorted = (id, more) => Sortable.create(document.getElementById(id), more);
const native = [sorted('board', { group: 'tasks' }), sorted('done', { group: 'tasks' })];
// The same library by pointer events alone, as it works on touch screens.
const pointer = sorted('pointer', { forceFallback: true, fallbackTolerance: 2 });

offer(() => ({ native: native.map((s) => s.toArray()), pointer: pointer.toArray() }));
