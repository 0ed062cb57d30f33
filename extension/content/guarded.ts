/**
 * In every frame that begins while an agent is at work somewhere, and in those where one comes to work: what every other
 * page needn't load. Reads the page, knows what private data looks like, and settles what needs no worker.
 */
import { sayWhatItDoes } from '../../src/enforce/acting.ts';
import * as claims from '../../src/enforce/claims.ts';
import { Covered } from '../../src/enforce/covered.ts';
import { sayHowMuchGoes } from '../../src/enforce/deleting.ts';
import { isAtWork } from '../../src/enforce/door.ts';
import { listenToGestures } from '../../src/enforce/gestures.ts';
import { followChanges, play } from '../../src/enforce/keystroke.ts';
import { orderedBy, sayWhomItPays, writes } from '../../src/enforce/paying.ts';
import { listenToChoices } from '../../src/enforce/picked.ts';
import { listenToSending } from '../../src/enforce/sending.ts';
import { sayWhatItComesTo } from '../../src/enforce/total.ts';
import { listenOnWindow } from '../../src/observe/listening.ts';
import { noteEntered } from '../../src/observe/new-values.ts';
import { Pieces } from '../../src/observe/pieces.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { comeBeside, type Frame } from './beside.ts';
import { lookAtImages } from './images.ts';
import { send } from './link.ts';
import { startReading } from './reader.ts';
import { listenToWords } from './said.ts';
import { scoreSpared, showAll, spare, takeEarly } from './scoring.ts';
import { Settling } from './settling.ts';
import { readAgain, readLast, tellSignedIn } from './telling.ts';

comeBeside((frame) => {
  const settling = new Settling();
  spare(frame.wasTyped);
  followChanges();
  const covered = new Covered();
  const pieces = new Pieces({
    known: () => frame.state()?.begun,
    tell: (parts) => void send('page.begun', parts),
  });
  /** What a form completed of an order. */
  let completed: string | undefined;
  const leave = async () => {
    const state = frame.state();
    const trail = settling.brought.trail();
    if (trail) void send('page.trail', { trail });
    // What the page showed may have been read, though there was no time yet to be told that it is private.
    if (state) await readLast(state);
  };
  const readWords = listenToWords(() => isAtWork(frame.state()));
  let listening = false;
  return {
    follow(state) {
      settling.follow(state);
      if (state.mode === 'idle') return;
      read(frame, state);
      readWords();
      // Not as it is asked whether it may be left: a navigation waits for whoever listens to that, and one that begins while
      // another one arrives waits for good (Chromium 156).
      if (!listening) listenOnWindow('pagehide', () => void leave());
      listening = true;
    },
    tellSignedIn,
    claims,
    complete(claim) {
      sayWhatItDoes(claim, (url) => isPrivate(frame.state(), url));
      if (sayWhomItPays(claim, pieces)) completed = claim.digest;
      covered.tellApart(claim);
      sayHowMuchGoes(claim);
      sayWhatItComesTo(claim);
    },
    ordered: orderedBy,
    settle(claim) {
      const settled = settling.settle(claim);
      if (settled === 'allow' && writes(claim)) covered.letIn(claim);
      return settled;
    },
    carriesForeign: (text) => settling.carriesForeign(text),
    letIn(claim, isJudged) {
      settling.brought.letIn(claim, isJudged);
      covered.letIn(claim);
      if (completed && completed === claim.digest) pieces.forget('transfer');
    },
    listenToSending: (door) => listenToSending(door, settling.brought, covered, pieces),
    listenToChoices(door, gate) {
      listenToChoices(door, gate);
      listenToGestures(door, gate);
      door.roots.listen('input', noteEntered);
    },
    play,
    leave,
    showAll,
    takeEarly: ({ batch, verdict }) => takeEarly(batch, verdict),
  };
});

/** Whether somebody is signed in where that address leads. */
function isPrivate(state: FrameState | undefined, url: string): boolean {
  const { hostname } = new URL(url, location.href);
  return state?.privateSites.some((site) => hostname === site || hostname.endsWith(`.${site}`)) ?? false;
}

function read(frame: Frame, state: FrameState): void {
  startReading(frame);
  readAgain(state);
  lookAtImages(state);
  if (state.session !== undefined) scoreSpared();
}
