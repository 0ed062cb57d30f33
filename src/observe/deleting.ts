/** Whether one small thing is deleted, or something of which the words alone say how grave that is. */
import { pattern } from './pattern.ts';
import { purposeOfWords } from './words.ts';

const ONE =
  '((log|diary|weight) )?entry|draft|comment|reply|note|reminder|message|e-?mail|mail|post|task|to-?do|photo|picture|bookmark|annotation|(saved )?search|(job|price|search) alert|notification|question|slide|highlight|((check)?list|shopping) item|(calendar )?event|(work)?sheet|section|alarm|layer|tab|shape|text ?box|chart|entwurf|kommentar|antwort|notiz|nachricht|aufgabe|erinnerung|suche|benachrichtigung|frage|folie|termin|ereignis|tabellenblatt|abschnitt|wecker|ebene|registerkarte|lesezeichen|brouillon|commentaire|réponse|message|note|tâche|rappel|recherche|notification|question|diapositive|événement|feuille|section|alarme|calque|onglet|signet|borrador|comentario|respuesta|mensaje|nota|tarea|recordatorio|búsqueda|notificación|pregunta|diapositiva|evento|hoja|sección|alarma|capa|pestaña|marcador|rascunho|bozza|commento|promemoria|sveglia|livello|scheda|segnalibro';
const NAMED = pattern(
  `^(remove (this |the )?item|(delete|remove|erase)( (this|the|my|a|one))? (${ONE})|(diesen |den |die |eine? )?(${ONE}) (löschen|entfernen)|supprimer (le |la |ce |cette |mon |ma |un |une )?(${ONE})|(eliminar|borrar|excluir|elimina|cancella) (el |la |este |esta |un |una |il |o )?(${ONE})|حذف (هذ[اه] )?(ال)?(مسودة|تعليق|رسالة|ملاحظة|مهمة|رد|موعد|حدث|تذكير|منبه|إشارة مرجعية)|(この)?(下書き|コメント|メッセージ|メモ|返信|タスク|予定|シート|セクション|アラーム|レイヤー|タブ|ブックマーク|リマインダー)を?削除(する)?|删除(草稿|评论|消息|笔记|日程|工作表|闹钟|图层|标签页|书签|提醒)|(초안|댓글|메시지|메모|일정|시트|섹션|알람|레이어|탭|북마크) ?삭제)$`,
);
/** Of one's own, unless others have a place at it. */
const EVENT = /event|événement/iu;
const ATTENDED =
  /\b(tickets?|attendees|registrations|sold|teilnehmer\p{L}*|billets|participants|entradas|asistentes)\b/iu;
/** What a dialog asks whose button says only the verb. */
const ASKED = pattern(
  `(^|\\s)((delete|remove|discard) (this |the |your )?(${ONE})|(diesen |dieses |den |die |das )?(${ONE}) (löschen|entfernen)|supprimer (le |la |l.|ce |cet |cette )?(${ONE})|¿?(eliminar|borrar) (el |la |este |esta )?(${ONE})) ?\\?`,
);
/** By the verb alone, what it deletes is what the page lists. */
const BARE = /^(delete|remove|löschen|entfernen|supprimer|eliminar|borrar|حذف|削除(する)?|删除|삭제)$/iu;
const LISTS =
  /\b(saved searches|(mail )?filters|notifications|(shopping|wish) ?list|basket|cart|drafts?|comments?|replies|notes|reminders|tasks|to-?dos?|bookmarks|alarms|layers|highlights|entwürfe?|kommentare?|notizen|aufgaben|brouillons?|commentaires?|notes|tâches|borradores|borrador|comentarios?|notas|tareas)\b|مسودات|تعليقات|下書き|コメント|草稿|评论/iu;
const GREAT =
  /account|\ball\b|every|project|repositor|database|server|instance|konto|alle|compte|tous|toutes|cuenta|tod[oa]s|حساب|アカウント|すべて/iu;

/** So is one of those in lists from which it goes by a key, a drag or a sign: mostly it can be had back. */
const ALL_DAY =
  /\b(inbox|e?mails?|messages?|cards?|board|slides?|shapes?|songs?|tracks?|playlists?|queue|events?|calendar|tabs?|photos?|alarms?|filters?|posteingang|nachrichten|folien|ebenen|calques|capas)\b|メール|タスク|受信トレイ|收件箱|任务/iu;
export const isEveryday = (about: string): boolean => (LISTS.test(about) || ALL_DAY.test(about)) && !isGreat(about);
export const isGreat = (about: string): boolean => GREAT.test(about);

/** What was merged is elsewhere, too. */
const BRANCH = /^(delete|remove) ((this|the|source) )?branch$/i;
const MERGED = /\bmerged\b/i;
const UNMERGED = /\bun-?merged\b|(\bnot|n.t)( yet)?( been)?( fully)? merged\b/i;

/**
 * @param about what stands over the control, and what the page is called
 * @param shown all that the page shows
 */
export function deletesOne(name: string, about: string, areMoreChosen: () => boolean, shown: () => string): boolean {
  if (isNamed(name)) return !(EVENT.test(name) && ATTENDED.test(about));
  if (BRANCH.test(name)) return MERGED.test(shown()) && !UNMERGED.test(shown());
  return BARE.test(name) && (LISTS.test(about) || ASKED.test(about)) && !GREAT.test(about) && !areMoreChosen();
}

/** By adverbs that are said of anything. */
const FOR_GOOD =
  /\b(permanently|irreversibly|irrevocably|forever|for good|unwiderruflich|dauerhaft|définitivement|definitivamente|permanentemente)\b|endgültig|完全に|永久|彻底/iu;
const isNamed = (name: string): boolean => NAMED.test(name.replace(FOR_GOOD, ' ').replace(/\s+/g, ' ').trim());

/** What is a deletion by rarer words than `delete`, or for good, is one of weight, whatever a model says of the word alone. */
export const isWeightyDelete = (name: string): boolean =>
  purposeOfWords(name) !== 'delete' || (FOR_GOOD.test(name) && !isNamed(name));
