// Acts on a person's own signed-in site by what is sent or opened there alone, and what resembles them: test/golden/requests.txt.
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../golden/requests.txt', import.meta.url), 'utf8');

/** `{ method, path, body }`, by what it does; `honest`: nothing that anybody has to be asked about. */
const REQUESTS = Object.fromEntries(
  text.split(/^# /m).flatMap((part) => {
    const [title, ...lines] = part.split('\n').filter(Boolean);
    return title ? [[title, lines.map(requestOf)]] : [];
  }),
);

function requestOf(line) {
  const [, method, path, body] = /^(\S+) (\S+) ?(.*)$/.exec(line);
  return { method, path, body };
}

const { honest, ...byPurpose } = REQUESTS;
export const GRAVE = Object.entries(byPurpose).flatMap(([purpose, list]) => list.map((one) => ({ ...one, purpose })));
export const HONEST = honest;
