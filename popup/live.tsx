/** The state of one tab as the background tells it, kept fresh while somebody looks, and the ways to change it. */
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageName, RequestOf, ResponseOf } from '../src/protocol/protocol.ts';
import type { PopupState, Problem } from '../src/protocol/shapes.ts';
import { type Answer, send } from './ask-background.ts';
import { PinPrompt } from './parts/pin-prompt.tsx';
import { Loading, Silent } from './parts/waiting.tsx';
import { say } from './words.ts';

const REFRESH_MS = 1_000;
/** One lost answer is a worker being restarted; two are worth a word. */
const LOST = 2;
/** Two sentences are read in half of it. */
const FADES_MS = 8_000;

/** `fades`: what was done is said for a while, and goes. */
export type Notice = { tone: 'bad' | 'good'; text: string; problems: readonly Problem[]; fades?: true };
type Command = { [N in MessageName]: ResponseOf<N> extends { ok: boolean } ? N : never }[MessageName];

export type Live = {
  readonly state: PopupState;
  /** The background has stopped answering; what is shown may be old. */
  readonly stale: boolean;
  readonly notice: Notice | undefined;
  readonly tell: (notice: Notice | undefined) => void;
  /** For what tightens, or changes nothing that guards. @returns whether it was done */
  readonly act: <N extends Command>(name: N, request: RequestOf<N>) => Promise<boolean>;
  /** For what loosens: only by a person's own hand, never by a script's event. */
  readonly loosen: <N extends Command>(event: Event, name: N, request: RequestOf<N>) => Promise<boolean>;
};

/** Something waits for the person's PIN. */
type Wanted = { answer: (pin: string | undefined) => void };

const Context = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = useContext(Context);
  if (!live) throw new Error('useLive outside of LiveTab');
  return live;
}

export function LiveTab({ tab, children }: { tab: number; children: ComponentChildren }) {
  const { state, misses, refresh } = useFreshState(tab);
  const [notice, tell] = useState<Notice>();
  const [wanted, wantPin] = useState<Wanted>();
  const factor = state?.factor.state;
  useEffect(() => {
    if (!notice?.fades) return;
    const timer = setTimeout(() => tell(undefined), FADES_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const tellWith = useCallback(
    async <N extends Command>(name: N, request: RequestOf<N>, proof?: string) => {
      const answer = await send(name, request, proof);
      const problem = noticeOf(answer);
      tell(problem);
      await refresh();
      return !problem;
    },
    [refresh],
  );
  const act = useCallback<Live['act']>((name, request) => tellWith(name, request), [tellWith]);
  const loosen = useCallback<Live['loosen']>(
    async (event, name, request) => {
      if (!event.isTrusted) {
        tell({ tone: 'bad', text: say('onlyByHand'), problems: [] });
        return false;
      }
      if (factor !== 'on') return tellWith(name, request);
      const proof = await new Promise<string | undefined>((answer) => wantPin({ answer }));
      wantPin(undefined);
      return proof === undefined ? false : tellWith(name, request, proof);
    },
    [tellWith, factor],
  );
  const stale = misses >= LOST;
  const live = useMemo(() => state && { state, stale, notice, tell, act, loosen }, [state, stale, notice, act, loosen]);
  if (!live) return stale ? <Silent retry={refresh} /> : <Loading />;
  return (
    <Context.Provider value={live}>
      {children}
      {wanted && <PinPrompt answer={wanted.answer} />}
    </Context.Provider>
  );
}

function useFreshState(tab: number) {
  const [state, setState] = useState<PopupState>();
  const [misses, setMisses] = useState(0);
  const turns = useRef({ asked: 0, shown: 0, waiting: 0 }).current;
  const refresh = useCallback(async () => {
    const turn = ++turns.asked;
    turns.waiting += 1;
    const answer = await send('popup.state', { tab });
    turns.waiting -= 1;
    setMisses((n) => (answer.ok ? 0 : n + 1));
    // A slow answer must not undo what a later one has already shown.
    if (!answer.ok || turn < turns.shown) return;
    turns.shown = turn;
    setState(answer.value);
  }, [tab, turns]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && turns.waiting === 0) void refresh();
    };
    void refresh();
    const timer = setInterval(look, REFRESH_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh, turns]);
  return { state, misses, refresh };
}

function noticeOf(answer: Answer<{ ok: boolean; problems?: Problem[] | undefined }>): Notice | undefined {
  if (!answer.ok) return { tone: 'bad', text: say('silentAction'), problems: [] };
  const { ok, problems = [] } = answer.value;
  return ok ? undefined : { tone: 'bad', text: say('refused'), problems };
}
