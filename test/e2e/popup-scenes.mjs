// States of a tab as the background would tell them, for looking at our pages; nothing of this ships.
const T = Date.parse('2026-03-04T10:15:00Z');

const rules = [
  [
    'exfiltration-after-login',
    'block',
    'Private data of a signed-in page must not go to a site that was not in use before.',
  ],
  ['confirm-purchase', 'ask', 'A purchase is a person’s decision.'],
  ['no-submit-on-injected-page', 'block', 'A page that tries to steer the agent must not get anything sent.'],
  ['step-limit', 'log', 'A session that never ends is worth a look.'],
  ['no-password-change', 'ask', 'Whoever changes a password owns the account.'],
].map(([id, verdict, because]) => ({ id, verdict, because, setting: 'default' }));

const reasons = (rule, ...before) => ({
  rule,
  layer: 'personal',
  also: [],
  before: before.map(([kind, site, minutes]) => ({ kind, site, t: T + minutes * 60_000 })),
  earlier: 0,
});

const incident = (id, minutes, verdict, rule, what, before, site, more = {}) => ({
  id,
  t: T + minutes * 60_000,
  verdict,
  rule,
  what,
  reasons: reasons(rule, ...before),
  site,
  ...more,
});

const incidents = [
  incident('a', 0, 'log', 'origin-sprawl', 'The agent opened a seventh site.', [], 'news.example'),
  incident(
    'b',
    3,
    'redact',
    'no-submit-on-injected-page',
    'A passage that gives orders to AI agents was taken out of the agent’s sight.',
    [['page.risk', 'forum.example', 3]],
    'forum.example',
  ),
  incident(
    'c',
    4,
    'block',
    'exfiltration-after-login',
    'A form with private data of bank.example was about to be sent to attacker.example.',
    [
      ['auth.login', 'bank.example', -3],
      ['page.load', 'bank.example', -2],
    ],
    'forum.example',
    { dest: 'attacker.example', instead: 'Send it to bank.example itself, or ask the person to do it.' },
  ),
  incident(
    'd',
    5,
    'block',
    'secret-in-url',
    'An address that carries the account number was about to be opened.',
    [['page.load', 'bank.example', -2]],
    'forum.example',
    { dest: 'attacker.example', instead: 'Open the address without it.' },
  ),
];

const moments = [
  ['handed-over', -4, 'bank.example'],
  ['sign-in', -3, 'bank.example'],
  ['private-read', -2, 'bank.example'],
  ['untrusted-read', 1, 'forum.example'],
  ['unsafe-page', 2, 'forum.example'],
].map(([kind, minutes, site]) => ({ kind, t: T + minutes * 60_000, site }));

const question = {
  id: 'q1',
  digest: 'd',
  session: 's',
  tab: 7,
  t: Date.now(),
  expires: Date.now() + 96_000,
  rule: 'confirm-purchase',
  what: 'The agent wants to buy “Blue stoneware mug” for 24.00.',
  reasons: reasons('confirm-purchase', ['auth.active', 'shop.example', 1]),
  instead: 'Leave it in the cart.',
  site: 'shop.example',
  dest: 'pay.example',
  times: 2,
  particulars: {
    read: [{ what: 'account', from: ['bank.example'] }],
    control: 'Buy now',
    address: [{ text: 'https://pay.example/order?item=mug', marked: false }],
    fields: [
      {
        name: 'Pay from',
        value: [
          { text: 'IE64 IRCE 9205 0112 3456 78', marked: true },
          { text: '', marked: false },
        ],
      },
      { name: 'Card number', value: [{ text: '•••••• 4242', marked: false }] },
      { name: 'رسالة', value: [{ text: 'شكرا ⟨U+202E⟩ thank you', marked: false }] },
    ],
    more: 3,
  },
  about: {
    kind: 'submit',
    origin: 'https://shop.example',
    to: 'https://pay.example',
    asked: ['confirm-purchase'],
    labels: [],
    sources: [],
  },
};

const grants = [
  { id: 'g1', kind: 'submit', rule: 'confirm-purchase', site: 'shop.example', dest: 'pay.example', since: T, left: 4 },
  { id: 'g2', kind: 'open', rule: 'out-of-task-scope', site: 'forum.example', dest: 'news.example', since: T },
];

const quiet = {
  tab: { id: 7, url: 'https://bank.example/', site: 'bank.example', guardable: true },
  driver: { state: 'nobody', evidence: [] },
  guard: { state: 'full', causes: [] },
  counts: { scored: 0, flagged: 0, hidden: 0, stopped: 0, asked: 0 },
  coverage: { frames: 3, unseen: 0, closedRoots: 0, networkRules: 0, requestsHeld: false, debuggerAttached: false },
  incidents: [],
  questions: [],
  grants: [],
  policy: { pack: 'balanced', rules, problems: [] },
  managed: { state: 'absent', locked: [], problems: [] },
  model: { state: 'idle' },
  agents: { allowed: [], fixed: false },
  canaries: [],
  factor: { state: 'off', isRequired: false },
  mayLoosen: true,
};

const busy = {
  ...quiet,
  tab: { ...quiet.tab, url: 'https://forum.example/', site: 'forum.example' },
  driver: {
    state: 'handed-over',
    since: T - 240_000,
    evidence: ['you handed it over', 'debugger attached', 'pointer came from nowhere'],
    task: 'Compare mugs',
    sites: ['bank.example', 'shop.example'],
    reads: ['forum.example'],
  },
  counts: { scored: 1_284, flagged: 3, hidden: 2, stopped: 2, asked: 1 },
  coverage: { frames: 5, unseen: 1, closedRoots: 1, networkRules: 14, requestsHeld: true, debuggerAttached: true },
  incidents,
  moments,
  questions: [question],
  grants,
  model: { state: 'ready', backend: 'wasm', model: 'interlock-0.1' },
};

export const scenes = {
  quiet,
  busy,
  seen: {
    ...busy,
    driver: { state: 'agent', since: T, evidence: ['debugger attached'] },
    questions: [],
    incidents: incidents.slice(2, 3),
  },
  degraded: {
    ...busy,
    questions: [],
    guard: {
      state: 'degraded',
      causes: ['the model cannot answer (hash mismatch); grave actions are held', 'the network rules could not be set'],
    },
    model: { state: 'unavailable', cause: 'hash mismatch' },
  },
  stopped: { ...busy, questions: [], guard: { state: 'stopped', causes: [] } },
  paused: { ...busy, questions: [], guard: { state: 'paused', causes: [], pausedUntil: Date.now() + 240_000 } },
  unguardable: { ...quiet, tab: { id: 7, url: 'chrome://settings/', site: '', guardable: false } },
  pinned: { ...busy, factor: { state: 'on', isRequired: false } },
  managed: {
    ...quiet,
    agents: { allowed: ['hgcjkodoeeadjfmhgjfheaabibiocdoo'], fixed: true },
    canaries: [{ id: 'a1', name: 'Inbox', t: T }],
    factor: { state: 'on', isRequired: true, lockedUntil: T },
    managed: { state: 'present', locked: ['pack', 'floor'], pack: 'balanced', problems: [] },
    policy: {
      ...quiet.policy,
      imported: 'team-rules',
      rules: rules.map((rule, i) => (i < 2 ? { ...rule, floor: 'ask', setting: i ? 'default' : 'block' } : rule)),
      problems: [
        {
          rule: 'no-late-orders',
          place: '/rules/3/if',
          reason: 'Expected a duration such as “8h”, found “8 hours”. Write it without a space.',
          line: 14,
          column: 9,
        },
      ],
    },
  },
  debugged: { ...busy, mayLoosen: false },
};
