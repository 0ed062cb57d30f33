/**
 * What a frame is told: the answers to its messages, and the messages to it. Apart from the table, because every page
 * loads what parses these, and nothing of what the worker parses requests with.
 */
import { VERDICTS } from '../event/verdicts.ts';
import { type Guarded, isFlag, isListOf, isNumber, isOneOf, isRecordOf, isText } from './guard.ts';

/** Parts of an order that documents of a site have said, and none that it be done; `t`: when, ms. */
const isBegun = isRecordOf({ t: isNumber }, { payees: isListOf(isText), amount: isNumber, currency: isText });
export type Begun = Guarded<typeof isBegun>;

/** What a frame's content script works by. `idle`: nobody's agent is here, observe passively, touch nothing. */
export const isFrameState = isRecordOf(
  {
    epoch: isNumber,
    mode: isOneOf(['idle', 'armed', 'guard', 'stopped']),
    tab: isNumber,
    frame: isText,
    site: isText,
    /** Seen from outside: a debugger drives this tab. */
    attached: isFlag,
    handedOver: isFlag,
    /** Sites of the labelled sources this session has read privately. */
    privateSites: isListOf(isText),
    /** A sign-in was sent from this tab and its outcome isn't known yet. */
    signingIn: isFlag,
  },
  {
    session: isText,
    task: isText,
    /** Residual of the policy (policy.md §4), JSON. */
    table: isText,
    /** Fingerprints of the session's private data, as `serialise` of dataflow gives them. */
    flow: isText,
    /** From this time on (ms) what passes no network rule is refused: the wall stands, and nobody has paused. */
    closedFrom: isNumber,
    /** A person said yes to calls of this site, in this session. */
    calls: isFlag,
    /** Sites that those of a signed-in page's go to anyway; to any other each request is judged. */
    usual: isListOf(isText),
    /** A frame of a site that a signed-in page came to show later: what it is told must be seen. */
    guest: isFlag,
    /** Of what was stopped before this document: to be said here, for its agent may not have read it there. */
    before: isText,
    /** Text in pictures is to be read too. */
    images: isFlag,
    /** What documents of its site sent there in pieces, as a stream of dataflow, JSON. */
    trail: isText,
    /** Of its site. */
    begun: isBegun,
    /** Requests are looked at on their way: what a page may send by its own right must be said first. */
    looksOn: isFlag,
    pageRisk: isOneOf(['safe', 'controversial', 'unsafe', 'unavailable']),
  },
);
export type FrameState = Guarded<typeof isFrameState>;

export const isRuling = isRecordOf(
  { verdict: isOneOf(VERDICTS), rules: isListOf(isText) },
  {
    /** Short text for the agent: what, why, what to do instead. */
    say: isText,
    /** The words of the rule alone, and its id. */
    what: isText,
    rule: isText,
    question: isText,
  },
);
export type Ruling = Guarded<typeof isRuling>;

export const isPassageVerdict = isRecordOf(
  {
    id: isText,
    tier: isOneOf(['safe', 'controversial', 'unsafe', 'unavailable']),
    /** Take it out of the agent's sight now. */
    hide: isFlag,
  },
  { score: isNumber, cause: isText },
);
export type PassageVerdict = Guarded<typeof isPassageVerdict>;

/** So many marks are told at once of what a page holds. */
export const MOST_HELD = 2_000;

const isNothing = isRecordOf({}, {});

/** What the worker answers a frame, and the page that holds navigations, by the name of the message. */
export const ANSWERS = {
  'frame.hello': isFrameState,
  'frame.sign': isFrameState,
  'event.judge': isRuling,
  'event.report': isNothing,
  'page.fact': isNothing,
  'page.parsed': isNothing,
  'page.asks': isRecordOf({ go: isFlag }, {}),
  'page.text': isNothing,
  'page.secret': isNothing,
  'page.holds': isNothing,
  'page.begun': isNothing,
  'page.trail': isNothing,
  'passages.score': isRecordOf({ verdicts: isListOf(isPassageVerdict) }, {}),
  'images.read': isRecordOf({ hide: isListOf(isNumber) }, {}),
  'hold.judge': isRecordOf({ go: isFlag }, { say: isText, asked: isFlag, what: isText, rule: isText }),
} as const;

/** What the worker tells a frame unasked. */
export const TOLD = {
  'frame.state': isFrameState,
  'frame.reveal': isNothing,
  'frame.leaving': isNothing,
  'passages.early': isRecordOf({ batch: isNumber, verdict: isPassageVerdict, share: isNumber }, {}),
} as const;
