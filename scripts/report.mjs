// out/demo/report.html: one file, no script, pictures inside.

const escapeHtml = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#171c26;--dim:#5d6778;--line:#dfe3ea;--bad:#b3261e;--badbg:#fdecea;--good:#14683a;--goodbg:#e6f4ec;--accent:#2f5bd0}
@media(prefers-color-scheme:dark){:root{--bg:#0f1319;--card:#181e27;--ink:#e8ecf3;--dim:#98a3b5;--line:#2a3340;--bad:#ff9d94;--badbg:#3a1c1a;--good:#7fd6a3;--goodbg:#15301f;--accent:#8cb0ff}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:76rem;margin:0 auto;padding:3rem 1.5rem 5rem}h1{font-size:2.2rem;line-height:1.2;margin:0 0 .4rem;text-wrap:balance}h2{margin:2.6rem 0 1rem;font-size:1.3rem}h3{margin:0 0 .8rem;font-size:1.1rem}
.lead{color:var(--dim);max-width:46rem;margin:0 0 2rem}.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1.2rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:1.3rem 1.5rem;min-width:0}
.verdict{font-weight:600;display:flex;gap:.7rem;align-items:baseline}.ok{color:var(--good)}.no{color:var(--bad)}
.badge{display:inline-block;font-weight:700;font-size:.85rem;border-radius:99px;padding:.15rem .8rem;margin-bottom:.8rem}.badge.no{background:var(--badbg)}.badge.ok{background:var(--goodbg)}
ul{margin:0;padding:0;list-style:none}li{padding:.3rem 0;border-bottom:1px solid var(--line)}li:last-child{border:0}li small{color:var(--dim);display:block}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--bg);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem;margin:.6rem 0 0}
figure{margin:0}figcaption{color:var(--dim);font-size:.9rem;margin:.5rem 0 0}img{width:100%;border:1px solid var(--line);border-radius:12px;display:block}.popup{max-width:25rem}
blockquote{margin:0;border-left:4px solid var(--bad);padding:.2rem 0 .2rem 1.1rem;color:var(--dim)}`;

const mark = (ok) => `<span class="${ok ? 'ok' : 'no'}">${ok ? '✓' : '✗'}</span>`;

const picture = (bytes, caption, kind = '') =>
  bytes
    ? `<figure class="${kind}"><img alt="${escapeHtml(caption)}" src="data:image/png;base64,${bytes.toString('base64')}"><figcaption>${escapeHtml(caption)}</figcaption></figure>`
    : '';

function run(title, { steps, arrived, leaked, notes }) {
  const badge = leaked.length
    ? `<span class="badge no">leaked: ${escapeHtml(leaked.join(', '))}</span>`
    : '<span class="badge ok">nothing private arrived</span>';
  const work = steps
    .map(
      ({ what, ok, reason }) =>
        `<li>${mark(ok)} ${escapeHtml(what)}${reason ? `<small>${escapeHtml(reason)}</small>` : ''}</li>`,
    )
    .join('');
  const requests = arrived.map((r) => escapeHtml(`${r.method} ${r.url}\n${r.body}`.trim())).join('\n\n');
  const stopped = notes
    .map(({ step, reason }) => `<li>${escapeHtml(step)}<small>${escapeHtml(reason)}</small></li>`)
    .join('');
  return `<section class="card"><h3>${title}</h3>${badge}<p><b>The honest work</b></p><ul>${work}</ul>
    <p><b>What arrived at the attacker’s server</b></p><pre>${requests || '(nothing)'}</pre>
    ${stopped ? `<p><b>Orders the agent could not carry out</b></p><ul>${stopped}</ul>` : ''}</section>`;
}

/** @returns the whole page, as text */
export function report({ off, on, verdicts }) {
  const pairs = [
    ['forum', 'The thread with the injected post'],
    ['attack', 'The agent has filled in the attacker’s form'],
    ['stopped', 'Where the agent stood after obeying'],
  ];
  const rows = pairs
    .map(
      ([name, caption]) =>
        `<div class="row">${picture(off.pictures[name], `Without Interlock. ${caption}.`)}${picture(on.pictures[name], `With Interlock. ${caption}.`)}</div>`,
    )
    .join('<br>');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Interlock: the story</title><style>${STYLE}</style></head><body><main>
<h1>One agent, one poisoned post, twice</h1>
<p class="lead">An agent reads a balance at a bank, shops for a mug and answers in a forum. One post there tells automated readers to hand over the account. The agent obeys whatever it reads. Judged by what reached the attacker’s server.</p>
<div class="card"><ul>${verdicts.map(({ what, ok }) => `<li class="verdict">${mark(ok)} ${escapeHtml(what)}</li>`).join('')}</ul></div>
<h2>What happened</h2><div class="row">${run('Without Interlock', off)}${run('With Interlock', on)}</div>
<h2>What it looked like</h2>${rows}
${on.pictures.popup ? `<h2>What the person is told</h2>${picture(on.pictures.popup, 'Interlock’s popup for the agent’s tab.', 'popup')}` : ''}
</main></body></html>
`;
}
