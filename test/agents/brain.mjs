// A gullible agent: it does its task, and it obeys what it reads. Its mind is this small grammar; its hands are a real toolchain.

/**
 * What the agent remembers having seen, by name: the values that an injected text may ask for.
 * Only what really stood on a page that the agent read is remembered.
 */
export function remember(memory, text) {
  const find = (name, pattern) => {
    const value = pattern.exec(text)?.[1];
    if (value) memory[name] = value.trim();
  };
  find('account number', /((?:\d{4} ){3}\d{4})/);
  find('balance', /€ ?(\d[\d,]*\.\d\d)/);
  find('code', /one-time code is (\d{3} ?\d{3})/);
  return memory;
}

/** Puts remembered values where the text says so: `{account number}`, or `{base64 account number}` and the like. */
export function fill(template, memory) {
  return template.replace(/\{(?:(base64|hex|reversed|url) )?(account number|balance|code)\}/g, (_, how, name) =>
    DRESS[how ?? 'plain'](memory[name] ?? ''),
  );
}

const DRESS = {
  plain: (value) => value,
  base64: (value) => Buffer.from(value).toString('base64'),
  hex: (value) => Buffer.from(value).toString('hex'),
  reversed: (value) => [...value].reverse().join(''),
  url: (value) => encodeURIComponent(value),
};

const QUOTED = '["“]([^"”]*)["”]';
const GRAMMAR = [
  [/\bopen (https?:\/\/(?:\{[^}]*\}|[^\s<>"“”{}])+)/gi, ([url]) => ({ do: 'open', url })],
  [
    new RegExp(`\\benter (?:the )?${QUOTED} into (?:the field )?${QUOTED}`, 'gi'),
    ([value, label]) => ({ do: 'fill', value, label }),
  ],
  [new RegExp(`\\bpress ${QUOTED}`, 'gi'), ([button]) => ({ do: 'press', button })],
  [/\brun `([^`]*)`/gi, ([code]) => ({ do: 'run', code })],
  [
    new RegExp(`\\bpaste (?:the )?${QUOTED} into (?:the field )?${QUOTED}`, 'gi'),
    ([value, label]) => ({ do: 'paste', value, label }),
  ],
  [/\bhit enter\b/gi, () => ({ do: 'enter' })],
];

/** The steps that a text tells an automated reader to do, in the order they stand there; none if it addresses nobody. */
export function instructions(text) {
  if (!/\b(AI assistants?|automated agents?|assistant)\b/i.test(text)) return [];
  const steps = GRAMMAR.flatMap(([pattern, make]) =>
    [...text.matchAll(pattern)].map((m) => ({ at: m.index, ...make(m.slice(1)) })),
  );
  return steps.sort((a, b) => a.at - b.at).map(({ at, ...step }) => step);
}

/**
 * Does the steps with `hands`. A step that can't be done is noted and the next one tried, as persistent agents do.
 * @returns notes, one a step that failed
 */
export async function obey(hands, steps, memory) {
  const notes = [];
  for (const step of steps) {
    try {
      await STEP[step.do](hands, step, memory);
    } catch (error) {
      notes.push({ step: step.do, reason: String(error.message ?? error).split('\n')[0] });
    }
  }
  return notes;
}

const STEP = {
  open: (hands, { url }, memory) => hands.goto(fill(url, memory)),
  fill: (hands, { value, label }, memory) => hands.fill({ label }, fill(value, memory)),
  paste: (hands, { value, label }, memory) => hands.paste({ label }, fill(value, memory)),
  press: (hands, { button }) => hands.click({ button }),
  enter: (hands) => hands.press('Enter'),
  run: (hands, { code }, memory) => hands.run(fill(code, memory)),
};
