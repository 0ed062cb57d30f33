/** What is asked over a control that by itself says only yes: "Delete repository?", "Transfer 950 to Mallory?". */
import { pattern } from './pattern.ts';
import { nameOf, tidy } from './target.ts';

/** In a dialog, or wherever else it is asked. */
const YES = pattern(
  /^(ok(ay)?|yes|ja|oui|s[ií]|sim|da|confirm|sure|do it|accept|agree|approve|go( ahead)?|submit|image|proceed|best[äa]tigen|einverstanden|confirmer|valider|accepter|confirmar|aceptar|conferma|accetta|はい|確認|確定|是|确定|确认|예|확인|نعم|تأكيد|موافق|да|подтвердить|👍|[✓✔☑])?( please| bitte)?[.!]?$/iu,
);
/** So is every other form left: only where there is a question. */
const GOES_ON = pattern(
  /^(continue|next|proceed|weiter|continuer|suivant|continuar|siguiente|continua|avanti|続行|次へ|继续|계속|متابعة|продолжить)$/iu,
);
const NO = pattern(
  /^(cancel|no|back|keep|close|not now|never ?mind|go back|dismiss|abbrechen|nein|zurück|annuler|non|retour|cancelar|não|volver|annulla|キャンセル|いいえ|取消|否|취소|아니요|إلغاء|لا|отмена|нет|[×✕✗])$/iu,
);
const ASKS_SURELY =
  /^(please )?(confirm( that you want)?( to)?:?|are you (absolutely )?sure( that)?( you)?( want| wish)?( to)?|do you (really )?(want|wish) to|really|sie möchten|möchten sie( wirklich)?|wirklich|voulez-vous( vraiment)?|¿?(seguro|est[áa]s? segur[oa])( de)?( que)?( quieres?)?|vuoi( davvero)?|deseja( mesmo)?|本当に)\s*/i;
/** Of what somebody did or thinks, or of what is done. */
const TELLS = pattern(
  /^(would|could|how|what|which|when|where|who|why|did|does?|have|has|had|was|were|is|are|can|need|want|wie|was|wer|warum|wann|haben|hast|würden|comment|pourquoi|avez|cómo|qué|por qué)(?!\p{L})|(?<!\p{L})(sent|successful(ly)?|complete[d]?|received|failed|deleted|saved|removed|paid|transferred|gelöscht|gesendet|envoyée?|supprimée?|enviad[oa]|eliminad[oa]|cookies?)(?!\p{L})/iu,
);
const WANTS =
  /^(do you (want|wish)|möchten sie (?!wirklich)|voulez-vous (?!vraiment)|¿?(quieres?|desea)|vuoi (?!davvero))/i;
const CLOSES = /close|cancel|dismiss|schlie|fermer|cerrar/i;
const PART = 'dialog,[role=dialog],[role=alertdialog],[aria-modal=true],form,fieldset';
const DIALOG = 'dialog,[role=dialog],[role=alertdialog],[aria-modal=true]';
const CONTROLS = 'button,a,[role=button],input[type=submit],input[type=button]';
const LONGEST = 90;
/** A question and its answers; more is a page. */
const MOST_SHOWN = 400;
const MOST_UP = 5;
const MOST_CONTROLS = 8;

/** @returns the question, without its mark and what only makes sure; nothing where the control says more, or nothing is asked */
export function askedOver(control: Element): string | undefined {
  const name = nameOf(control);
  const isYes = YES.test(name);
  if (!isYes && !GOES_ON.test(name)) return undefined;
  const part = control.closest(PART);
  // A picture alone may as well close it.
  if (name === '' && !(part && offersNo(part, control) && !CLOSES.test(tellingOf(control)))) return undefined;
  const title = (part && titleOf(part)) || lineOver(control);
  const isQuestion = /[?？؟]$/.test(title);
  if (!isQuestion && !(isYes && part && offersNo(part, control))) return undefined;
  const asked = title
    .replace(/[\s?？؟.!]+$/, '')
    .replace(ASKS_SURELY, '')
    .replace(/^[¿\s]+/, '');
  // What one wants is asked on the way to it, too.
  if (!isYes && WANTS.test(title)) return undefined;
  return asked === '' || asked.length > LONGEST || TELLS.test(asked) ? undefined : asked;
}

const tellingOf = ({ outerHTML }: Element): string => outerHTML.slice(0, 300);

function titleOf(part: Element): string {
  const labelled = part.matches(`${DIALOG},[aria-label],[aria-labelledby]`) && hasName(part) ? nameOf(part) : '';
  const heading = part.querySelector('h1,h2,h3,h4,h5,h6,legend,[role=heading]')?.textContent ?? '';
  const title = tidy(labelled || heading);
  // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown asks nobody
  return title || (part.matches(DIALOG) ? firstLine((part as HTMLElement).innerText ?? '') : '');
}

const hasName = (part: Element): boolean => part.hasAttribute('aria-label') || part.hasAttribute('aria-labelledby');

const firstLine = (text: string): string => tidy(text.trim().split('\n', 1)[0] ?? '');

/** A question right over it, in a box of the page's own making. */
function lineOver(control: Element): string {
  let part = control.parentElement;
  for (let up = 0; part && up < MOST_UP; up += 1, part = part.parentElement) {
    // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown asks nobody
    const text = (part as HTMLElement).innerText ?? '';
    if (text.length > MOST_SHOWN) return '';
    const line = text.split('\n').find((one) => /[?？؟]\s*$/.test(one));
    if (line) return tidy(line);
  }
  return '';
}

function offersNo(part: Element, control: Element): boolean {
  return [...part.querySelectorAll(CONTROLS)]
    .slice(0, MOST_CONTROLS)
    .some((one) => one !== control && NO.test(nameOf(one)));
}
