// The few helpers that the fixture sites' pages are written with.

/** A string that is already HTML; everything else is escaped when put into a template. */
class Markup {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (value) => String(value ?? '').replace(/[&<>"']/g, (character) => ENTITIES[character]);
const render = (value) => {
  if (Array.isArray(value)) return value.map(render).join('');
  return value instanceof Markup ? value.text : escaped(value);
};

/** Template tag: values are escaped, nested templates and arrays of them are not. */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, i) => text + part + (i < values.length ? render(values[i]) : ''), ''));
}

export const raw = (text) => new Markup(text);

export const money = (cents) => `€ ${(cents / 100).toLocaleString('en-IE', { minimumFractionDigits: 2 })}`;

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:#1c2230;background:#f5f6f8}
header{display:flex;gap:1.5rem;align-items:center;padding:.9rem 2rem;color:#fff;background:var(--brand)}
header b{font-size:1.15rem;margin-right:auto}header a{color:#fff;text-decoration:none}header form{margin:0}
main{max-width:56rem;margin:2rem auto;padding:0 1.5rem}h1{font-size:1.6rem;margin:.2rem 0 1rem}
.card{background:#fff;border:1px solid #e2e5ea;border-radius:12px;padding:1.2rem 1.4rem;margin:0 0 1rem}
label{display:block;margin:.7rem 0;font-weight:600}input,textarea,select{display:block;width:100%;max-width:28rem;font:inherit;padding:.5rem .7rem;border:1px solid #b9c0cb;border-radius:8px}
button{font:inherit;font-weight:600;padding:.5rem 1.1rem;border:0;border-radius:8px;color:#fff;background:var(--brand);cursor:pointer}
header button{background:#0003}table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.45rem .2rem;border-bottom:1px solid #eceef2}
.big{font-size:1.9rem;font-weight:700}.muted{color:#667085}.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem}.error{color:#b42318}
img{max-width:100%}iframe{width:100%;border:1px solid #e2e5ea;border-radius:12px}
`;

/** A whole document. `nav` is HTML for the header, `head` whatever a site adds. */
export function page({ title, brand = '#1d4ed8', name, nav = '', head = '', body, status = 200, headers = {} }) {
  const document = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>:root{--brand:${raw(brand)}}${raw(STYLE)}</style>${head}</head>
<body><header><b>${name}</b>${nav}</header><main>${body}</main></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: String(document) };
}

export const redirect = (location, headers = {}) => ({ status: 303, headers: { location, ...headers }, body: '' });
export const json = (value, headers = {}) => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});
export const file = (type, body, headers = {}) => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  body,
});
export const notFound = () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' });
