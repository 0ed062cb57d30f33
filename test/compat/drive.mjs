// Does a page's steps by one driver's hands, and says what the page has come to.
import { patiently, pause } from '../agents/locate.mjs';
import { FRAMES, SITE } from './sites.mjs';

/**
 * @param hands `{ask(expression, host), at(host)?, move, click, type, insert, press, drag, wheel}` in the viewport's coordinates
 * @returns `{state, states, done, error?}`: the page's end state as JSON, the state after each step, and the actions done
 */
export async function drive(hands, page, steps, opened = async () => {}) {
  const done = [];
  const states = [];
  await hands.open(`http://${SITE}/${page}`);
  try {
    await opened();
    for (const step of steps) {
      await act(hands, step);
      if (step[0] !== 'wait' && step[0] !== 'rest') {
        done.push({ page, kind: step[0], target: step[1], value: step[2] });
        states.push(await stateOf(hands).catch(() => 'left'));
      }
    }
  } catch (error) {
    return { page, state: `stuck: ${String(error.message).split('\n')[0]}`, states, done };
  }
  return { page, state: await settled(hands), states, done };
}

const stateOf = async (hands) => JSON.stringify(await hands.ask('compat.state()', SITE));

/** The same twice in a row, a moment apart. */
async function settled(hands) {
  let last = '';
  for (let left = 12; left > 0; left--) {
    const now = await stateOf(hands).catch(() => 'no answer');
    if (now === last) return now;
    last = now;
    await pause(250);
  }
  return last;
}

async function act(hands, [kind, target, value]) {
  if (kind === 'rest') return pause(target);
  if (kind === 'wait')
    return patiently(() => hands.ask(`Boolean(${target})`, value ?? SITE).catch(() => false), target, 12_000);
  if (kind === 'keys') await hands.type(target);
  else if (kind === 'press') await hands.press(target);
  else if (kind === 'history') await hands.history(target);
  else if (kind === 'drag')
    await hands.drag(await place(hands, target), shifted(await place(hands, value), target === value));
  else {
    const at = await place(hands, target);
    if (kind === 'wheel') await hands.wheel(at, value);
    else await hands.click(at);
    if (kind === 'type') await hands.type(value);
    if (kind === 'insert') await hands.insert(value);
  }
  await pause(60);
}

/** A drag within one element goes a little to the right. */
const shifted = ({ x, y }, same) => ({ x: x + (same ? 30 : 0), y: y + (same ? 0 : 3) });

/** `card|#number`: in a frame, whose own place is added. `@#user`: on the sign-in site. */
async function place(hands, target) {
  const [frame, name] = target.includes('|') ? target.split('|') : [undefined, target.replace(/^@/, '')];
  const host = frame ? FRAMES[frame] : target.startsWith('@') ? 'compat-id.example' : SITE;
  const where = (element, site) =>
    patiently(() => hands.ask(`compat.where(${JSON.stringify(element)})`, site).catch(() => null), target, 8_000);
  if (!frame) return where(name, host);
  await where(`iframe[name=${frame}]`, SITE);
  const corner = await hands.ask(
    `(() => { const f = document.querySelector('iframe[name=${frame}]'), r = f.getBoundingClientRect(); return { x: r.x + f.clientLeft, y: r.y + f.clientTop }; })()`,
    SITE,
  );
  const inside = await where(name, host);
  return { x: Math.round(corner.x + inside.x), y: Math.round(corner.y + inside.y) };
}
