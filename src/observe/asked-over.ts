/** What is asked over a control that by itself says only yes: "Delete repository?", "Transfer 950 to Mallory?". */
import { GRAVE } from '../risk/grave.ts';
import { isEveryday } from './deleting.ts';
import { pattern } from './pattern.ts';
import { headingOf, nameOf, tidy } from './target.ts';
import { purposeOfWords } from './words.ts';

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
  /^(please )?(confirm( that you want)?( to)?:?|are you (absolutely |really )?sure( that)?( you)?( want| wish)?( to)?|sure|(sind sie|bist du)( sich| dir)?( ganz)? sicher|[êe](tes|s)-(vous|tu) (bien )?s[ûu]re?( de)?( vouloir)?|(sei )?sicur[oa]( di)?( voler)?|tem (a )?certeza( de)?( que)?( quer| deseja)?|do you (really )?(want|wish) to|really|sie möchten|möchten sie( wirklich)?|wirklich|voulez-vous( vraiment)?|¿?(seguro|est[áa]s? segur[oa])( de)?( que)?( quieres?)?|vuoi( davvero)?|deseja( mesmo)?|(本当に)?よろしいですか|本当に|确定吗)\s*/i;
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
  const over = part && titleOf(part) ? undefined : lineOver(control);
  const title = over?.line ?? (part ? titleOf(part) : '');
  const isQuestion = /[?？؟]$/.test(title);
  if (!isQuestion && !(isYes && part && offersNo(part, control))) return undefined;
  const asked = title
    .replace(/[\s?？؟.!]+$/, '')
    .replace(ASKS_SURELY, '')
    .replace(/^[¿\s]+/, '');
  if (asked === '' && title !== '') return meantBy(over?.part ?? part, title);
  // What one wants is asked on the way to it, too.
  if (!isYes && WANTS.test(title)) return undefined;
  return asked === '' || asked.length > LONGEST || TELLS.test(asked) ? undefined : asked;
}

/** Only "Are you sure?": what stands below it says of what, or what was pressed before it. */
function meantBy(part: Element | null, title: string): string | undefined {
  // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown asks nobody
  const text = ((part as HTMLElement | null)?.innerText ?? '').slice(0, MOST_SHOWN);
  if (LEAVES.test(text)) return undefined;
  const told = text
    .split(/[.!]?\n|[.!?。]\s*/)
    .map(tidy)
    .find((line) => line.length <= LONGEST && isGrave(ordered(line) ?? line.split(' ', 2).join(' ')));
  if (told) return ordered(told) ?? told;
  if (!part || !cause || Date.now() - cause.at > LATEST_MS) return undefined;
  if (isGrave(cause.name)) return cause.isJudged ? undefined : cause.name;
  // What says anything else says what it does.
  const isTold = text
    .split('\n', MOST_CONTROLS)
    .some((line) => line.includes(' ') && tidy(line) !== title && !NO.test(tidy(line)) && !UNDOES.test(line));
  const isSign = !isTold && NAMELESS.test(cause.name) && !LIGHT_SIGN.test(cause.name + cause.telling);
  return isSign && !isEveryday(headingOf(part)) ? SURELY : undefined;
}

const isGrave = (words: string): boolean => GRAVE.has(purposeOfWords(words) ?? '');

/** "The project will be deleted" → "delete project" */
function ordered(line: string): string | undefined {
  const found = WILL_BE.find(([told]) => told.test(line));
  return found && line.replace(...found);
}

const WILL_BE: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:the |your |this |all (?:of )?)*(.{2,60}?) (?:will|is going to) be (\w+ )?(?:deleted|erased)\b.*/i,
    '$2delete $1',
  ],
  [/^(?:d[aei][ser] |deine? |ihre? )?(.{2,60}?) (?:wird|werden) (\S+ )?gelöscht\b.*/i, '$1 $2löschen'],
  [/^(?:les? |la |votre |vos |cet?(?:te)? )?(.{2,60}?) (?:sera|seront) (\S+ )?supprimée?s?.*/i, 'supprimer $2$1'],
  [/^se (?:eliminar|borrar)án? (?:el |la |los |las |tus? )?/i, 'eliminar '],
  [/^(?:this|it|you)(?: action)?(?: will|(?: are|'re) about to) /i, ''],
  [/^(?:the |your |this )?(account|subscription|membership) will be (?:closed|cancell?ed|terminated)\b.*/i, 'close $1'],
  [/^deleting (?:the |this |your )?/i, 'delete '],
  [/^(?:cette action|cela|ceci) supprimera /i, 'supprimer '],
];

/** What may be said of anything. */
const UNDOES = pattern(/\bund(o|one)\b|revers|permanent|rückgängig|défini|deshac|irrevers|取り消|元に戻|撤销|되돌릴/u);

/** What was pressed last that is no answer to a question. */
let cause: { name: string; telling: string; isJudged: boolean; at: number } | undefined;

/** @param isJudged whether it was known for something grave */
export function notePressed(control: Element, isJudged: boolean): void {
  const name = nameOf(control);
  if ([YES, NO, GOES_ON].some((answer) => name !== '' && answer.test(name)) || control.closest(DIALOG)) return;
  cause = { name, telling: NAMELESS.test(name) ? signOf(control) : '', isJudged, at: Date.now() };
}

/** What it and its picture are called where nobody looks. */
const signOf = (control: Element): string =>
  [control, ...control.querySelectorAll('svg,use,i,img')]
    .slice(0, 4)
    .flatMap(({ attributes }) => [...attributes].map(({ value }) => value.slice(0, 100)))
    .join(' ');

/** Where nobody says of what. */
export const SURELY = 'Are you sure';
const LATEST_MS = 60_000;
const NAMELESS = pattern(/^[^\p{L}\d]{0,3}$/u);
/** What is closed, left or opened by a sign. */
const LIGHT_SIGN =
  /close|dismiss|cancel|log-?out|sign-?out|exit|power|arrow|back|menu|burger|chevron|refresh|reset|undo|send|check|save|[×✕✗☰⋮…←→↑↓<>↩⏎✓✔]/i;
/** No more than the page, or what isn't saved yet, is left. */
const LEAVES = pattern(
  /unsaved|not (been )?saved|\bchanges\b|\bleav|navigat|log ?out|sign ?out|cookies?|reload|refresh|\bexit|\bquit|nicht gespeichert|ungespeichert|verlassen|abmelden|non enregistr|quitter|déconn|sin guardar|salir|abandonar|保存され|ログアウト|离开|退出/u,
);

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
function lineOver(control: Element): { line: string; part: Element } | undefined {
  let part = control.parentElement;
  for (let up = 0; part && up < MOST_UP; up += 1, part = part.parentElement) {
    // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown asks nobody
    const text = (part as HTMLElement).innerText ?? '';
    if (text.length > MOST_SHOWN) return undefined;
    const line = text.split('\n').find((one) => /[?？؟]\s*$/.test(one));
    if (line) return { line: tidy(line), part };
  }
  return undefined;
}

/** A button for it, or a line of its own that is pressed. */
function offersNo(part: Element, control: Element): boolean {
  const isNo = [...part.querySelectorAll(CONTROLS)]
    .slice(0, MOST_CONTROLS)
    .some((one) => one !== control && NO.test(nameOf(one)));
  // biome-ignore lint/performance/useDomNodeTextContent: lines are what is rendered
  return isNo || ((part as HTMLElement).innerText ?? '').split('\n').some((line) => NO.test(tidy(line)));
}
