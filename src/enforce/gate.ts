/**
 * The gate in the page. An event is settled in its own tick where the residual can (an allow no history could turn, a
 * block that is certain); else it is held, the worker is asked, and on an allow it is replayed (weigh.ts, holding.ts). In
 * a tab without an agent it stops nothing.
 *
 *   pointerdown ─ settled allow ──────────────▶ the rest of the press passes; the click is compared, not judged again
 *               ├ settled block ──────────────▶ the whole press is stopped, the agent is told
 *               └ unsettled ─▶ press stopped ─▶ worker: allow ─▶ element.click() if it is still the same
 */
import { INTO_CONTEXT, Trail } from '../observe/attribute.ts';
import { listenOnWindow } from '../observe/listening.ts';
import { afterInput } from '../observe/outgoing.ts';
import { controlOf } from '../observe/target.ts';
import { Behind } from './behind.ts';
import type { Claim, Claims } from './claims.ts';
import { Clipboard } from './clipboard.ts';
import { Composing } from './composing.ts';
import { type Door, isAtWork, type Outcome, stop, type Who } from './door.ts';
import { Entered, onEdit, splitOver } from './edited.ts';
import { withText } from './files.ts';
import { Holding } from './holding.ts';
import { listenToHooks } from './hooked.ts';
import { putFiles } from './insertion.ts';
import { Keys } from './keys.ts';
import { Leaving } from './leaving.ts';
import { Press, pressing } from './press.ts';
import { listenToMessages } from './told.ts';
import { noteTyped } from './typed.ts';
import { type Action, weigh } from './weigh.ts';

export class Gate {
  private readonly trail = new Trail();
  /** A file input whose files are held, or were refused: what else it says of them isn't so. */
  private emptied: Element | undefined;
  private press: Press | undefined;
  private readonly leaving = new Leaving(
    (form, send) => this.judgeAnew(form, send),
    (values) => this.door.ordered(values),
    (text) => this.door.carriesForeign(text),
    () => this.door.claims(),
  );
  private readonly keys: Keys;
  private readonly holding: Holding;
  private readonly composing: Composing;
  private readonly entered: Entered;

  constructor(private readonly door: Door) {
    this.keys = new Keys(door);
    this.holding = new Holding(door);
    this.composing = new Composing(door);
    this.entered = new Entered(door);
  }

  listen(): void {
    const on = (names: string, handler: (event: never) => void) => {
      for (const name of names.split(' ')) listenOnWindow(name, handler);
    };
    on('pointermove', (event: PointerEvent) => this.trail.moved(event));
    on('pointerdown', (event: PointerEvent) => this.onPress(event));
    on('mousedown pointerup mouseup touchstart touchend dblclick auxclick', (event: Event) =>
      this.onRestOfPress(event),
    );
    on('click', (event: MouseEvent) => this.onClick(event));
    const behind = new Behind(this.door, this.holding, this.trail);
    on('keydown', (event: KeyboardEvent) => {
      this.trail.keyDown(event);
      behind.hear(event);
    });
    on('keypress', (event: KeyboardEvent) => behind.hear(event));
    on('keyup', (event: KeyboardEvent) => {
      this.trail.keyUp(event);
      behind.hear(event);
    });
    on(`beforeinput ${INTO_CONTEXT}`, (event: InputEvent) => this.onInput(event));
    this.door.roots.listen('submit', (event) => this.onSubmit(event as SubmitEvent));
    this.door.roots.listen('formdata', (event) => this.leaving.onFormData(event as FormDataEvent));
    for (const name of ['input', 'change']) this.door.roots.listen(name, (event) => this.onFiles(event));
    this.composing.listen();
    const edited = (event: Event) =>
      this.holding.replaying || onEdit(this.door, (action) => this.consider(action), event);
    for (const name of ['input', 'change']) this.door.roots.listen(name, edited);
    // From our own hooks in the page's world: a page that sends them asks about itself only.
    on('interlock:form-submit', (event: Event) => this.onScriptSubmit(event));
    this.keys.listen();
    listenToHooks(this.door);
    listenToMessages(this.door);
    const clipboard = new Clipboard(this.door, this.holding, this.trail, (action) => this.consider(action));
    on('copy cut', (event: ClipboardEvent) => clipboard.onCopy(event));
    on('paste drop', (event: ClipboardEvent | DragEvent) => clipboard.onBrought(event));
    on('dragstart dragend dragenter dragover', (event: DragEvent) => clipboard.onDrag(event));
  }

  private onPress(event: PointerEvent): void {
    if (this.holding.replaying) return;
    const signs = this.trail.pressed(event);
    const element = controlOf(this.door.roots.innermost(event));
    if (!element || !event.isTrusted) return;
    this.holding.mend();
    const spelled = this.keys.spelled(element);
    const claimOf = pressing(element, spelled, { x: event.clientX, y: event.clientY });
    const press = new Press(element);
    const replay = () => this.click(element);
    const { outcome, digest } = this.consider({ event, signs, claimOf, element, replay, ended: () => press.ended() });
    this.press = Object.assign(press, { held: outcome === 'stop', digest });
  }

  private onRestOfPress(event: Event): void {
    if (event.type === 'pointerup' && event.isTrusted) this.press?.lifted(event as PointerEvent);
    if (!this.holding.replaying && this.press?.held && event.isTrusted) stop(event);
  }

  private onClick(event: MouseEvent): void {
    if (this.holding.replaying) return;
    const element = controlOf(this.door.roots.innermost(event));
    const { press } = this;
    this.press = undefined;
    const ofPress = press && event.isTrusted && event.detail > 0;
    if (ofPress && press.held) {
      if (element === press.element) press.clicked();
      stop(event);
      return;
    }
    if (!element) return;
    const signs = this.trail.clicked(event);
    const spelled = ofPress ? undefined : this.keys.spelled(element);
    const claimOf = pressing(element, spelled);
    this.consider({ event, signs, claimOf, element, replay: () => this.click(element) });
  }

  private onSubmit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const { submitter } = event;
    const replay = () => (submitter?.isConnected ? form.requestSubmit(submitter) : form.requestSubmit());
    const claimOf = (who: Who, { submission }: Claims) => submission(form, submitter, who);
    const signs = this.trail.submitted(event);
    this.leaving.goes(form, submitter, this.consider({ event, signs, claimOf, element: form, replay }));
  }

  private judgeAnew(form: HTMLFormElement, send: () => void): void {
    const who: Who = { actor: 'unknown', evidence: ['its address was changed after it was judged'] };
    const claimOf = ({ anew, submission }: Claims) => anew(submission(form, null, who));
    const ask = async () => {
      const claim = claimOf(await this.door.whenClaims());
      return { claim, ruling: await this.door.judge(claim) };
    };
    this.holding.hold(form, send, ask, claimOf);
  }

  private onScriptSubmit(event: Event): void {
    const form = event.composedPath()[0];
    if (!(form instanceof HTMLFormElement)) return;
    const replay = () => {
      this.leaving.note(form, null);
      HTMLFormElement.prototype.submit.call(form);
    };
    const claimOf = (who: Who, { submission }: Claims) => submission(form, null, who);
    const action: Action = { event, signs: ['untrusted event'], claimOf, element: form, replay };
    this.leaving.goes(form, null, this.consider(action));
  }

  private onInput(event: InputEvent): void {
    if (this.holding.replaying) return;
    const state = this.door.state();
    if (event.type === INTO_CONTEXT && state && !isAtWork(state) && !state.attached) return;
    const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    if (!data) return;
    const element = this.door.roots.innermost(event);
    if (!(element instanceof Element)) return;
    const { begun } = this.holding;
    const put = this.composing.insertion(event, element, data);
    if (put === undefined) stop(event);
    const replay =
      put &&
      (() => {
        put();
        grow();
      });
    const grow = () => {
      begun.grow(data);
      this.entered.grow(data);
      noteTyped(element, event, data);
    };
    // What is whole where it stands is judged as what it is.
    const parts = (now: string) =>
      this.door.carriesForeign(now) ? '' : splitOver(this.door, element, now) || this.entered.completedBy(data);
    const completes = begun.completedBy(data) || (isAtWork(state) ? parts(afterInput(element, data)) : '');
    const claimOf = (who: Who, { typing }: Claims) => typing(kindOf(event), element, data, who, completes);
    const { outcome } = replay
      ? this.consider({ event, signs: this.trail.typed(event), claimOf, element, replay })
      : { outcome: 'stop' };
    if (outcome === 'pass' && replay && this.composing.replaces) {
      stop(event);
      const ask = async () => {
        await new Promise((done) => setTimeout(done));
        const claim = claimOf({ actor: 'agent', evidence: [] }, await this.door.whenClaims());
        return { claim, ruling: { verdict: 'allow' as const, rules: [] } };
      };
      this.holding.hold(element, replay, ask);
      if (!event.cancelable) this.composing.takeOut(element, data);
    } else if (outcome === 'pass') {
      this.composing.letBe();
      grow();
    } else if (!event.cancelable) this.composing.takeOut(element, data);
  }

  /** A page hears of chosen files twice, and could read them at the first. */
  private onFiles(event: Event): void {
    const element = event.target;
    if (this.holding.replaying || !(element instanceof HTMLInputElement) || element.type !== 'file') return;
    // Its list is emptied with it.
    const files = [...(element.files ?? [])];
    if (files.length === 0) {
      if (this.emptied === element) stop(event);
      return;
    }
    this.emptied = undefined;
    const replay = () => {
      this.emptied = undefined;
      putFiles(element, files);
    };
    const claimOf = (who: Who, { choosing }: Claims) => choosing(element, files, who);
    const complete = (claim: Claim) => withText(claim, files);
    const { outcome } = this.consider({ event, signs: [], claimOf, element, replay, complete });
    if (outcome !== 'stop') return;
    this.emptied = element;
    element.value = '';
  }

  private click(element: Element): void {
    if (element instanceof HTMLElement) element.click();
    else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
  }

  /** True while an allowed action is performed again. */
  get isReplaying(): boolean {
    return this.holding.replaying;
  }

  consider(action: Action): Outcome {
    return weigh(this.door, this.holding, action);
  }
}

function kindOf({ inputType }: InputEvent): 'type' | 'paste' | 'drag' {
  return inputType === 'insertFromPaste' ? 'paste' : inputType === 'insertFromDrop' ? 'drag' : 'type';
}
