/**
 * The gate in the page. An event is settled in its own tick where the residual can (an allow no history could turn, a
 * block that is certain); else it is held, the worker is asked, and on an allow it is replayed, never later than 5 s,
 * on the same target only. In a tab without an agent it stops nothing.
 *
 *   pointerdown ─ settled allow ──────────────▶ the rest of the press passes; the click is compared, not judged again
 *               ├ settled block ──────────────▶ the whole press is stopped, the agent is told
 *               └ unsettled ─▶ press stopped ─▶ worker: allow ─▶ element.click() if it is still the same
 */
import { areStrong, attribute, type Sign, Trail } from '../observe/attribute.ts';
import type { Roots } from '../observe/roots.ts';
import { controlOf } from '../observe/target.ts';
import type { FrameState, Ruling } from '../protocol/told.ts';
import { activation, type Claim, choosing, parseCall, submission, toolCall, typing } from './claims.ts';
import { insertionInto } from './insertion.ts';
import { Leaving } from './leaving.ts';

export type Door = {
  state(): FrameState | undefined;
  /** Resolves when the state is known. */
  opened: Promise<unknown>;
  settle(claim: Claim): 'allow' | 'block' | undefined;
  /** Undefined: no answer. */
  judge(claim: Claim): Promise<Ruling | undefined>;
  report(claim: Claim, phase: 'dispatched' | 'blocked'): void;
  /** Tells the worker of an agent's sign; resolves when the frame's state has followed. */
  sign(evidence: string[]): Promise<void>;
  /** Tells the agent, in text that it reads. */
  say(text: string): void;
  roots: Roots;
};

const LONGEST_HOLD_MS = 5_000;
const LISTENING = { capture: true } as const;
const NO_ANSWER = 'Interlock: this action was stopped because the guard did not answer. Try again in a moment.';

type Outcome = 'pass' | 'stop';

export class Gate {
  private readonly trail = new Trail();
  private press: { element: Element; held: boolean; digest: string } | undefined;
  private passed: { digest: string; at: number; stages: string[] }[] = [];
  private readonly leaving = new Leaving((form, send) => this.judgeAnew(form, send));
  private replaying = false;
  /** Held actions run in the order they came. */
  private order: Promise<unknown> = Promise.resolve();
  /** How many are held now: what comes after them must not overtake them, and finds the page as they left it. */
  private waiting = 0;

  constructor(private readonly door: Door) {}

  listen(): void {
    const on = (names: string, handler: (event: never) => void) => {
      for (const name of names.split(' ')) window.addEventListener(name, handler as EventListener, LISTENING);
    };
    on('pointermove', (event: PointerEvent) => this.trail.moved(event));
    on('pointerdown', (event: PointerEvent) => this.onPress(event));
    on('mousedown pointerup mouseup touchstart touchend dblclick auxclick', (event: Event) =>
      this.onRestOfPress(event),
    );
    on('click', (event: MouseEvent) => this.onClick(event));
    on('keydown', (event: KeyboardEvent) => this.trail.keyDown(event));
    on('keyup', (event: KeyboardEvent) => this.trail.keyUp(event));
    on('beforeinput', (event: InputEvent) => this.onInput(event));
    this.door.roots.listen('submit', (event) => this.onSubmit(event as SubmitEvent));
    this.door.roots.listen('formdata', (event) => this.leaving.onFormData(event as FormDataEvent));
    this.door.roots.listen('change', (event) => this.onChange(event));
    // From our own hooks in the page's world: a page that sends them asks about itself only.
    on('interlock:form-submit', (event: Event) => this.onScriptSubmit(event));
    on('interlock:peer-connection', (event: Event) => this.onPeerConnection(event));
    on('interlock:tool', (event: Event) => this.onTool(event));
  }

  private onPress(event: PointerEvent): void {
    if (this.replaying) return;
    const signs = this.trail.pressed(event);
    const element = controlOf(this.door.roots.innermost(event));
    if (!element || !event.isTrusted) return;
    const claim = (who: Who) => activation(element, who, { x: event.clientX, y: event.clientY });
    const outcome = this.consider(event, signs, claim, element, () => this.click(element));
    this.press = { element, held: outcome.outcome === 'stop', digest: outcome.digest };
  }

  private onRestOfPress(event: Event): void {
    if (!this.replaying && this.press?.held && event.isTrusted) stop(event);
  }

  private onClick(event: MouseEvent): void {
    if (this.replaying) return;
    const element = controlOf(this.door.roots.innermost(event));
    const { press } = this;
    this.press = undefined;
    const ofPress = press && event.isTrusted && event.detail > 0;
    if (ofPress && press.held) {
      stop(event);
      return;
    }
    if (!element) return;
    const signs = this.trail.clicked(event);
    this.consider(
      event,
      signs,
      (who) => activation(element, who),
      element,
      () => this.click(element),
    );
  }

  private onSubmit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const { submitter } = event;
    const send = () => (submitter?.isConnected ? form.requestSubmit(submitter) : form.requestSubmit());
    const claimOf = (who: Who) => submission(form, submitter, who);
    const { outcome, digest } = this.consider(event, this.trail.submitted(event), claimOf, form, send);
    if (outcome === 'pass' && digest) this.leaving.note(form, submitter);
  }

  private judgeAnew(form: HTMLFormElement, send: () => void): void {
    const who: Who = { actor: 'unknown', evidence: ['its address was changed after it was judged'] };
    const claimOf = () => submission(form, null, who);
    const ask = async () => {
      const claim = claimOf();
      return { claim, ruling: await this.door.judge(claim) };
    };
    this.hold(form, send, ask, () => claimOf().digest);
  }

  private onScriptSubmit(event: Event): void {
    const form = event.composedPath()[0];
    if (!(form instanceof HTMLFormElement)) return;
    const replay = () => HTMLFormElement.prototype.submit.call(form);
    this.consider(event, ['untrusted event'], (who) => submission(form, null, who), form, replay);
  }

  private onPeerConnection(event: Event): void {
    const state = this.door.state();
    if (state && state.mode !== 'idle' && state.mode !== 'armed' && state.privateSites.length > 0) stop(event);
  }

  /** A call of a tool that the page offers. It waits in the page's world for a word from here: nothing, or why not. */
  private async onTool(event: Event): Promise<void> {
    const call = parseCall(event instanceof CustomEvent ? event.detail : undefined);
    if (!call) return;
    const state = this.door.state();
    let refusal = '';
    if (state && (state.attached || state.mode === 'guard' || state.mode === 'stopped')) {
      await this.door.sign(['tool called']);
      const ruling = await this.door.judge(toolCall(call));
      if (!ruling) refusal = NO_ANSWER;
      else if (isStopped(ruling)) refusal = ruling.say ?? NO_ANSWER;
    }
    window.dispatchEvent(new CustomEvent(call.answer, { detail: refusal }));
  }

  private onInput(event: InputEvent): void {
    if (this.replaying) return;
    const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    if (!data) return;
    const element = this.door.roots.innermost(event);
    if (!(element instanceof Element)) return;
    const insert = insertionInto(element, data);
    this.consider(event, this.trail.typed(event), (who) => typing(event, element, data, who), element, insert);
  }

  private onChange(event: Event): void {
    const element = event.target;
    if (this.replaying || !(element instanceof HTMLInputElement) || element.type !== 'file' || !element.files?.length)
      return;
    const { files } = element;
    const { outcome } = this.consider(
      event,
      [],
      (who) => choosing(element, who),
      element,
      () => {
        element.files = files;
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
      },
    );
    if (outcome === 'stop') element.value = '';
  }

  private click(element: Element): void {
    if (element instanceof HTMLElement) element.click();
    else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
  }

  /** Passes, stops, or holds the event for the worker. */
  private consider(
    event: Event,
    signs: Sign[],
    claimOf: (who: Who) => Claim,
    element: Element,
    replay: () => void,
  ): { outcome: Outcome; digest: string } {
    const state = this.door.state();
    if (state === undefined) {
      // What is sent before it is known who is here waits the few milliseconds until it is; all else needs a sign.
      if (!areStrong(signs) && event.type !== 'submit') return PASSED;
      if ((event.type === 'pointerdown' || event.type === 'click') && takesText(element)) return PASSED;
      stop(event);
      return this.hold(element, replay, async () => {
        await this.door.opened;
        return this.again(event, signs, claimOf);
      });
    }
    const who = attribute(event, signs, {
      attached: state.attached,
      handedOver: state.handedOver,
      atWork: state.mode === 'guard' || state.mode === 'stopped',
    });
    if (state.mode === 'idle') {
      if (areStrong(signs) || who.actor === 'agent') void this.door.sign(who.evidence);
      if (who.actor !== 'agent') return PASSED;
    }
    if (who.actor === 'person' || (state.mode === 'armed' && who.actor !== 'agent')) return PASSED;
    const joined = state.mode === 'guard' || state.mode === 'stopped' ? undefined : this.door.sign(who.evidence);
    const claim = claimOf(who);
    const digest = claim.digest ?? '';
    if (this.wasPassed(digest, event.type)) return { outcome: 'pass', digest };
    // Pressing into a text field gives it the focus and no more. Held, what is typed next would go nowhere.
    if ((event.type === 'pointerdown' || event.type === 'click') && takesText(element))
      return { outcome: 'pass', digest };
    const behind = this.waiting > 0;
    const settled = state.mode === 'stopped' || behind ? undefined : this.door.settle(claim);
    if (settled === 'allow') {
      this.remember(digest, event.type);
      void Promise.resolve(joined).then(() => this.door.report(claim, 'dispatched'));
      return { outcome: 'pass', digest };
    }
    stop(event);
    return this.hold(
      element,
      replay,
      async () => {
        await joined;
        // An edit, and what waited behind one, is judged as the page is when its turn comes; all else must be what it was.
        const now = event.type === 'beforeinput' || behind ? claimOf(who) : claim;
        return { claim: now, ruling: await this.door.judge(now) };
      },
      () => (event.type === 'beforeinput' ? undefined : claimOf(who).digest),
    );
  }

  /** An event from before the state was known: weighed anew once it is. */
  private async again(
    event: Event,
    signs: Sign[],
    claimOf: (who: Who) => Claim,
  ): Promise<{ claim: Claim; ruling: Ruling | undefined }> {
    const state = this.door.state();
    const who = attribute(event, signs, {
      attached: state?.attached ?? false,
      handedOver: state?.handedOver ?? false,
      atWork: state?.mode === 'guard',
    });
    const claim = claimOf(who);
    if (!state || state.mode === 'idle' || who.actor === 'person')
      return { claim, ruling: { verdict: 'allow', rules: [] } };
    if (state.mode === 'armed') await this.door.sign(who.evidence);
    return { claim, ruling: await this.door.judge(claim) };
  }

  private hold(
    element: Element,
    replay: () => void,
    ask: () => Promise<{ claim: Claim; ruling: Ruling | undefined }>,
    digestNow: () => string | undefined = () => undefined,
  ): { outcome: Outcome; digest: string } {
    const heldAt = performance.now();
    this.waiting += 1;
    const act = async () => {
      const { claim, ruling } = await ask();
      if (!ruling) return this.door.say(NO_ANSWER);
      if (isStopped(ruling)) return this.door.say(ruling.say ?? NO_ANSWER);
      // Checked again at the effect: another label, address or hidden field is another action.
      const same = element.isConnected && (digestNow() ?? claim.digest) === claim.digest;
      if (!same || performance.now() - heldAt > LONGEST_HOLD_MS)
        return this.door.say(
          'Interlock: the page changed while this action was being judged. Look again and repeat it.',
        );
      this.remember(claim.digest ?? '');
      this.play(replay);
    };
    // Whatever goes wrong with one, the next still has its turn.
    this.order = this.order
      .then(act)
      .catch(() => this.door.say(NO_ANSWER))
      .finally(() => {
        this.waiting -= 1;
      });
    return { outcome: 'stop', digest: '' };
  }

  private play(replay: () => void): void {
    this.replaying = true;
    try {
      replay();
    } finally {
      this.replaying = false;
    }
  }

  /** A judged press is followed by its click and its submit: one action isn't judged, or asked about, twice. */
  private wasPassed(digest: string, stage: string): boolean {
    const now = performance.now();
    this.passed = this.passed.filter((entry) => now - entry.at < 2_000);
    const entry = this.passed.find((known) => known.digest === digest && !known.stages.includes(stage));
    entry?.stages.push(stage);
    return entry !== undefined;
  }

  private remember(digest: string, stage?: string): void {
    this.passed.push({ digest, at: performance.now(), stages: stage ? [stage] : [] });
  }
}

const NO_TEXT = new Set(['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'file', 'color', 'range']);

function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NO_TEXT.has(element.type);
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
}

type Who = { actor: Claim['actor']; evidence: string[] };
const PASSED = { outcome: 'pass', digest: '' } as const;

function isStopped({ verdict }: Ruling): boolean {
  return verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
