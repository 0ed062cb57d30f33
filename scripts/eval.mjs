// What the shipped model is worth: tables per source and language, with bootstrap intervals.
// usage: npm run eval -- --data FILE… [--limit N] [--json OUT]
// Rows: {id, text, label: injection|benign, source?, lang?, context?} or actions {element_text, role, label: SAFE|LOW|HIGH, site_kind, …}.
// Always adds models/eval/held-out.jsonl: mail and trigger words that training never saw.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { auc, interval, recallAt, share } from './figures.mjs';
import { shipped } from './shipped.mjs';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
  allowPositionals: true,
});
const files = ['models/eval/held-out.jsonl', ...values.data, ...positionals];

async function rowsOf(file) {
  const rows = (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return Number(values.limit) > 0 ? rows.slice(0, Number(values.limit)) : rows;
}

async function inChunks(rows, ask) {
  const out = [];
  for (let at = 0; at < rows.length; at += 256) out.push(...(await ask(rows.slice(at, at + 256))));
  return out;
}

const classifier = await shipped();
const passages = [];
const actions = [];
for (const file of files)
  for (const row of await rowsOf(file)) {
    if (row.element_text !== undefined) actions.push(row);
    else if (row.label === 'injection' || row.label === 'benign') passages.push({ ...row, source: row.source ?? file });
  }

const began = performance.now();
const risks = await inChunks(passages, (rows) => classifier.scorePassages(rows));
const seconds = (performance.now() - began) / 1000;
const scored = passages.map((row, i) => ({
  ...row,
  risk: risks[i],
  score: risks[i].score ?? 0,
  attack: row.label === 'injection',
}));
const unanswered = risks.filter((risk) => risk.kind === 'unavailable').length;
const flagged = (row) => row.risk.kind === 'scored' && row.risk.tier !== 'safe';
const groupBy = (rows, key) =>
  Map.groupBy?.(rows, key) ?? rows.reduce((m, r) => m.set(key(r), [...(m.get(key(r)) ?? []), r]), new Map());

// Real pages are the harmless side for sets that have none of their own.
const pageRows = scored.filter((row) => /(^|;\s*)page=/.test(row.context ?? ''));
const harmless = pageRows.length > 0 ? pageRows : scored.filter((row) => !row.attack);

function passageTable() {
  return [...groupBy(scored, (row) => row.source)].map(([source, rows]) => {
    const attacks = rows.filter((row) => row.attack).map((row) => row.score);
    const own = rows.filter((row) => !row.attack);
    const line = { source, n: rows.length, attacks: attacks.length };
    if (attacks.length > 0) {
      const others = harmless.map((row) => row.score);
      line.auc = interval(attacks, others, auc);
      line['recall at 1 %'] = interval(attacks, others, recallAt);
      line['recall shipped'] = interval(
        rows.filter((row) => row.attack).map((row) => Number(flagged(row))),
        [],
        share,
      );
      if (own.length >= 20)
        line['auc in set'] = interval(
          attacks,
          own.map((row) => row.score),
          auc,
        );
    }
    if (own.length > 0)
      line['harmless flagged'] = interval(
        own.map((row) => Number(flagged(row))),
        [],
        share,
      );
    return line;
  });
}

function languageTable() {
  return [...groupBy(scored, (row) => (row.lang ?? 'und').split(/[+-]/)[0])]
    .map(([lang, rows]) => {
      const attacks = rows.filter((row) => row.attack).map((row) => row.score);
      const own = rows.filter((row) => !row.attack).map((row) => row.score);
      return {
        lang,
        attacks: attacks.length,
        harmless: own.length,
        ...(attacks.length > 4 && own.length > 4 ? { auc: interval(attacks, own, auc) } : {}),
      };
    })
    .filter((line) => line.auc);
}

function pageLine() {
  const pages = [...groupBy(pageRows, (row) => row.context.split(';')[0]).values()];
  if (pages.length === 0) return undefined;
  return {
    pages: pages.length,
    'with any flag': interval(
      pages.map((rows) => Number(rows.some(flagged))),
      [],
      share,
    ),
    'with an unsafe one': interval(
      pages.map((rows) => Number(rows.some((row) => row.risk.tier === 'unsafe'))),
      [],
      share,
    ),
  };
}

async function actionLines() {
  if (actions.length === 0) return [];
  const lines = [];
  for (const context of [true, false]) {
    const asked = actions.map((row) => ({
      text: row.element_text,
      role: row.role,
      url: row.url,
      ...(context ? { page: row.page_title, form: row.form, nearby: row.nearby } : {}),
    }));
    const out = await inChunks(asked, (rows) => classifier.scoreActions(rows));
    const right = out.map((risk, i) => Number(risk.kind === 'scored' && risk.tier.toUpperCase() === actions[i].label));
    const high = out.flatMap((risk, i) => (actions[i].label === 'HIGH' ? [Number(risk.tier === 'high')] : []));
    lines.push({
      actions: context ? 'with context' : 'name, role, URL',
      n: out.length,
      accuracy: interval(right, [], share),
      'HIGH recall': interval(high, [], share),
    });
  }
  return lines;
}

/** Whole pages, nothing cached, in milliseconds: of pages with 24 to 40 passages, the median. */
async function pageTime() {
  const pages = [...groupBy(pageRows, (row) => row.context.split(';')[0]).values()].filter(
    (rows) => rows.length >= 24 && rows.length <= 40,
  );
  const fresh = await shipped();
  const times = [];
  for (const rows of pages.slice(0, 9)) {
    const began = performance.now();
    await fresh.scorePassages(rows);
    times.push(performance.now() - began);
  }
  return times.length === 0 ? undefined : Math.round(times.sort((a, b) => a - b)[times.length >> 1]);
}

const report = {
  'ms for a page of about 32 passages': await pageTime(),
  passages: passageTable(),
  languages: languageTable(),
  pages: pageLine(),
  actions: await actionLines(),
  unanswered,
  'passages per second': Number((passages.length / seconds).toFixed(1)),
  backend: classifier.backend,
};
for (const part of ['passages', 'languages', 'actions']) console.table(report[part]);
console.log({
  pages: report.pages,
  unanswered,
  'ms a page': report['ms for a page of about 32 passages'],
  'passages per second': report['passages per second'],
  backend: report.backend,
});
if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
