// A film on a signed-in page, from a place that the session did not use before: it plays, is sought, and has its captions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { file, page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

const [COURSE, FILMS] = ['course.example', 'films.example'];
/** Silence of more than six minutes. */
const FILM = Buffer.alloc(3_000_044, 128);
FILM.write(
  'RIFF\x24\xc6\x2d\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\xc0\xc6\x2d\x00',
  'latin1',
);
const open = { 'access-control-allow-origin': '*' };

const course = () =>
  page({ title: 'Course', name: 'Course', body: raw('<a href="/logout">Sign out</a><p>Lesson</p>') });

const STILL = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>';
/** Half a second. */
const CHIME = Buffer.concat([FILM.subarray(0, 44), Buffer.alloc(4_000, 128)]);
CHIME.writeUInt32LE(4_036, 4);
CHIME.writeUInt32LE(4_000, 40);

/** Piece by piece, as films are asked for. */
function films({ path, headers: { range = '' } }) {
  if (path === '/still.svg') return file('image/svg+xml', STILL, open);
  if (path === '/chime.wav') return file('audio/wav', CHIME, { ...open, 'content-length': CHIME.length });
  if (path === '/words.vtt') return file('text/vtt', 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n', open);
  const from = Number(/bytes=(\d+)/.exec(range)?.[1] ?? 0);
  const body = FILM.subarray(from, from + 200_000);
  const place = `bytes ${from}-${from + body.length - 1}/${FILM.length}`;
  return { status: 206, headers: { ...open, 'content-type': 'audio/wav', 'content-range': place }, body };
}

/** Later than any document is fresh. */
const STALE_MS = 4_500;
const SHOW = `document.body.insertAdjacentHTML('beforeend', '<video preload="metadata" crossorigin="anonymous"><source src="http://${FILMS}/lesson.wav"></video>');
  const film = document.querySelector('video');
  film.onseeked = () => { film.dataset.sought = 'yes'; };
  film.onerror = () => { film.dataset.failed = 'yes'; };
  const words = document.createElement('track');
  words.src = 'http://${FILMS}/words.vtt';
  words.onload = () => { film.dataset.words = 'there'; };
  words.onerror = () => { film.dataset.failed = 'yes'; };
  film.append(words);
  words.track.mode = 'showing';`;

test('a film comes, with its captions, and goes on from where it is sought', { timeout: 60_000 }, async () => {
  const hosts = { [COURSE]: course, [FILMS]: films };
  const sites = await startSites({ extra: hosts });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, Object.keys(hosts)) });
  try {
    await signInToBank(hands, sites.world);
    await readBalance(hands, {});
    await hands.goto(`http://${COURSE}/`);
    await hands.wait(STALE_MS);
    await hands.run(`(() => { ${SHOW} })()`);
    const told = () => hands.run("JSON.stringify(document.querySelector('video').dataset)");
    await until(async () => (await told()) === '{"words":"there"}', 'the captions', 10_000);
    await until(async () => (await hands.run("document.querySelector('video').duration")) > 300, 'the film', 10_000);
    await hands.wait(2_500);
    await hands.run("document.querySelector('video').currentTime = 300");
    await until(async () => (await told()) === '{"words":"there","sought":"yes"}', 'the film, later on', 10_000);
    // What is done with an address that was just set is done with that one.
    const done = await hands.run(`(async () => {
      const image = new Image();
      image.src = 'http://${FILMS}/still.svg';
      const wasComplete = image.complete;
      await image.decode();
      const sizes = new Image();
      sizes.srcset = 'http://${FILMS}/still.svg?wide 1x';
      await new Promise((there, no) => Object.assign(sizes, { onload: there, onerror: () => no('no picture of that size') }));
      const film = document.querySelector('video');
      film.querySelector('track').remove();
      film.muted = true;
      film.src = 'http://${FILMS}/chime.wav';
      await film.play();
      await new Promise((ended) => film.addEventListener('ended', ended, { once: true }));
      return [wasComplete, image.complete, image.naturalWidth, film.currentSrc].join();
    })().catch(String)`);
    assert.equal(done, `false,true,20,http://${FILMS}/chime.wav`);
  } finally {
    await hands.close();
    await sites.close();
  }
});
