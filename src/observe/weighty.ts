/**
 * Acts of weight whose words are ordinary elsewhere: by what the control is called, and where that isn't enough by what
 * stands about it.
 */

import type { Purpose } from '../event/event.ts';
import { type Pattern, pattern } from './pattern.ts';
import { ACTS } from './weighty-words.ts';
import { KEYS } from './words.ts';

/** What stands about a control, looked at only where its name makes it worth it. */
export interface Around {
  /** The page's title, and what stands over the control. */
  heading(): string;
  /** The words beside it. */
  near(): string;
  /** `label: value` of each field of its form or, without one, of its part of the page; `☐ label` of a box that isn't ticked. */
  fields(): readonly string[];
}

type Row = readonly [Purpose, Pattern, (around: Around) => boolean];

const LONGEST_NAME = 60;

export function purposeByWeight(name: string, around: Around): Purpose | undefined {
  if (name === '' || name.length > LONGEST_NAME) return undefined;
  const said = ACTS.find(([, acts]) => acts.test(name))?.[0];
  return said ?? ABOUT.find(([, called, stands]) => called.test(name) && stands(around))?.[0];
}

const all = (list: string) => pattern(`^(${list})[.!]?$`);
const some = (fields: readonly string[], what: Pattern) => fields.some((field) => what.test(field));

const PRICE =
  /[$€£¥₹₩₽₺]\s?\d|\d\s?([€£₹₩₽₺]|zł|kr\b|円|元|원|tl\b|руб|ر\.س|د\.إ|(usd|eur|gbp|chf|jpy|cad|aud|inr|brl|pln)\b)|\b(usd|eur|gbp|chf|us\$|r\$)\s?\d|\d[.,]\d\d\s?(a|per|\/)\s?(week|mo(nth)?|year)\b/iu;
/** What is about to be paid. */
const TOTAL =
  /\b((order |grand )?total|amount due|to pay|you(.ll| will)? (pay|be charged)|(paid|charged) (by|with|to)|card ending|requests? \S{0,4}\d|(payment|money) request|invoice|expense|fare|gesamt(summe|betrag)?|zu zahlen|rechnung(sbetrag)?|montant (total|dû)|facture|importe total|factura)\b|à payer|a pagar|合計|お支払い|請求|المجموع|الإجمالي|المبلغ/iu;
/** What has been paid, or is no offer. */
const PAST =
  /\bthank(s| you)\b|\bhas been (placed|paid|sent)|\byour receipt\b|\bcookies?\b|vielen dank|\bmerci\b|\bgracias\b/i;
/** What somebody pays anyway: a class is booked by it. */
const OWN_PLAN =
  /\b(your|current|my|dein|ihr|aktueller|votre|ton|mon|tu|su|mi)\P{L}{1,3}(\p{L}+ ){0,2}(plan|membership|subscription|abo(nnement)?|mitgliedschaft|tarif|adhésion|suscripción|membresía)\b[^.!?\n]{0,40}?\d+([.,]\d\d)?[^.!?\n]{0,20}/giu;
const RECURS = /month|week|year|annual|monat|woche|jahr|mois|semaine|par an|\bmes|semana|año|anual/i;
const CHAIN = /\b0x[0-9a-f]{4}|(\d|unlimited)\s?(eth|btc|usd[ct]|sol|dai|matic|bnb|ada|dot|xrp|ltc)\b/i;

/** How a form is left. */
const GOES_ON =
  'next|continue|save( \\p{L}+){0,2}|add|confirm|update|done|activate|create|apply|weiter|speichern|aktivieren|suivant|continuer|enregistrer|activer|siguiente|continuar|guardar|activar|次へ|保存(する)?|追加(する)?|有効にする|التالي|حفظ|إضافة|متابعة';
const AGREES =
  'finish|confirm|accept|approve|agree|ok|yes|(swipe|slide) to \\p{L}+|bestätigen|abschließen|annehmen|genehmigen|confirmer|terminer|valider|accepter|approuver|confirmar|finalizar|aceptar|aprobar|確定(する)?|確認(する)?|承認(する)?|تأكيد|إنهاء|إتمام|قبول|موافقة';

const paysFor = ({ near }: Pick<Around, 'near'>) => PRICE.test(near()) && !PAST.test(near());

/** Where nobody but those who build it looks. */
const TRIAL = '(the |a )?(staging|preview|test|testing|dev|development|sandbox|qa)( (environment|env|server|site))?';

const ABOUT: readonly Row[] = [
  [
    'permission',
    pattern(
      `^(?!(re)?deploy (to|in|on) ${TRIAL}$)((re)?deploy( now| (to|in|on) (\\p{L}+ ?){1,3}| (site|app|changes|build|version|release))?|(jetzt )?deployen|déployer|desplegar|デプロイ(する)?)$`,
    ),
    ({ fields }) => !some(fields(), pattern(`^[^☐:]*(environment|target|stage)\\b[^:]*: ${TRIAL}$`)),
  ],
  [
    'permission',
    /^(?!.*(cancel|back|close|search|filter|clear|reset|refresh))/i,
    ({ fields }) => some(fields(), /: (AdministratorAccess|allUsers|allAuthenticatedUsers|0\.0\.0\.0\/0|::\/0)$/),
  ],
  [
    'password-change',
    all(`${GOES_ON}|submit`),
    ({ fields }) =>
      some(
        fields(),
        pattern(
          /^[^☐:]*((recovery|backup|alternate|secondary|wiederherstellung|secours|récupération|recuperación|respaldo)\P{L}?.{0,24}(address|e-?mail|phone|number|adresse|courriel|correo|t[eé]l)|(復旧|再設定|予備).{0,12}(メール|電話|アドレス)|(بريد|هاتف).{0,12}(الاسترداد|احتياطي)).*: \S/iu,
        ),
      ),
  ],
  [
    'permission',
    all(GOES_ON),
    ({ fields }) =>
      some(
        fields(),
        pattern(
          /^[^☐:]*((^|\P{L})((forward|divert|redirect)( \p{L}+){0,4} to|reply-?to|delegat\p{L}*|(can|may) read (and|or|&) send|weiterleit\p{L}*|transférer (à|vers)|rediriger vers|reenviar a|desviar)|転送先|إعادة (ال)?توجيه)[^:]*: .*(@|\d{6})/iu,
        ),
      ),
  ],
  ['delete', all('(create|save|add)( (filter|rule))?|filter erstellen|créer( le filtre)?|crear( filtro)?'), binsAll],
  [
    'delete',
    /^(move|send) to (the )?(bin|trash|junk)|^in den papierkorb|^(mettre|placer) à la corbeille|^mover a la papelera|ゴミ箱(に|へ)移動|نقل إلى (سلة )?المهملات/iu,
    ({ fields }) => some(fields(), /^(select |all |alle |tout|selec|すべて|全て|تحديد الكل)(?!.*☐).*: on$/iu),
  ],
  [
    'delete',
    pattern(/^(run|execute|go|apply)( \p{L}+)?$/iu),
    ({ fields }) =>
      some(fields(), /\b(drop|truncate)\s+(table|database|schema)\b|\bdelete\s+from\s+\S+\s*(;|$)|\brm\s+-[a-z]*[rf]/i),
  ],
  [
    'delete',
    all('terminate( now)?'),
    ({ heading }) => /instance|server|cluster|employ|contract|\bvm\b/i.test(heading()),
  ],
  [
    'password-change',
    all('(add|create|generate|new)( an?)?( new)? (keys?|codes?|tokens?|secrets?)'),
    ({ heading }) => KEYS.test(heading()) || /\b(backup|recovery) codes|\bsecrets\b/i.test(heading()),
  ],
  [
    'password-change',
    all('(reveal|show|view|copy|export)( (my|the|secret))? phrase'),
    ({ heading }) => /\b(recovery|seed|secret) phrase|wallet/i.test(heading()),
  ],
  [
    'password-change',
    all('activate|move|transfer|aktivieren|activer|activar'),
    ({ heading, fields }) =>
      /\be-?sim\b|call forwarding/i.test(heading()) || some(fields(), /^EID: \d|^divert .*: \S/i),
  ],
  [
    'transfer',
    all(`${GOES_ON}|${AGREES}|set|increase`),
    ({ heading, fields }) =>
      (/\boverdraft\b|dispokredit|découvert autorisé|\bdescubierto\b/i.test(heading()) &&
        some(fields(), /(limit|amount|betrag|montant|importe).*: \S/i)) ||
      some(fields(), /^(leverage|hebel|effet de levier|apalancamiento|レバレッジ).*: \S/iu),
  ],
  [
    'transfer',
    all('withdraw|auszahlen|retirer|retirar|出金|سحب'),
    ({ heading, near, fields }) =>
      !/application|consent|offer|\bclaim\b/i.test(heading()) &&
      (some(fields(), /^(amount|address|wallet|betrag|montant|importe|金額|المبلغ).*: \S/iu) || CHAIN.test(near())),
  ],
  [
    'transfer',
    all('(un)?stake|bridge|swap|borrow|sign|approve|confirm|accept'),
    ({ near }) => CHAIN.test(near()) && !PAST.test(near()),
  ],
  [
    'transfer',
    pattern(
      /^((mark|set|add) (\p{L}+ )?(as )?trusted|trust)( (this )?(payee|beneficiary|vendor))?$|^als vertrauenswürdig|de confiance$|(de confianza|confiable)$|信頼済み/iu,
    ),
    ({ heading }) =>
      /\b(payees?|beneficiar(y|ies)|vendors?|zahlungsempfänger|bénéficiaires?|beneficiarios?)\b|受取人|振込先/iu.test(
        heading(),
      ),
  ],
  [
    'purchase',
    all(`${GOES_ON}|launch|publish`),
    ({ fields }) => some(fields(), /\b(daily|lifetime|campaign|ad) budget\b.*: \D{0,3}\d|^(tages|werbe)budget.*: \S/iu),
  ],
  ['payment', all(AGREES), (around) => TOTAL.test(around.near()) && paysFor(around)],
  [
    'payment',
    all(
      'add (funds|money|credit|balance)|top ?-?up( \\p{L}+)?|deposit|load card|(guthaben )?aufladen|recharger|recargar|チャージ(する)?|شحن الرصيد',
    ),
    (around) => some(around.fields(), /^(amount|betrag|montant|importe|金額|المبلغ).*: \S/iu) || paysFor(around),
  ],
  [
    'purchase',
    all(
      '(auto-?)?renew(?!.*(loan|book))( \\p{L}+){0,3}|boost( \\p{L}+){0,2}|promote( post)?|unlock( \\p{L}+){0,3}|upgrade (now|to \\p{L}+)|confirm (upgrade|booking|reservation|ride|trip|bid)|book and pay|join( now)?|become a member|rent( now)?|place (a )?bid|bid now|request ride|send gift card|g ?pay|google pay|apple pay|pay ?pal|jetzt (verlängern|mitmachen|freischalten)|verlängern|freischalten|renouveler|rejoindre|débloquer|renovar|unirse|desbloquear|更新する|参加する|تجديد|انضم',
    ),
    (around) => paysFor(around) && !/librar|biblioth|bibliotec|図書|مكتبة/i.test(around.heading()),
  ],
  [
    'purchase',
    all(
      'book( (now|this \\p{L}+|room|flight|seats?|tickets?|stay|trip))?|reserve( now)?|jetzt buchen|buchen|réserver( maintenant)?|reservar( ahora)?|予約(する)?|احجز( الآن)?',
    ),
    ({ near, heading }) =>
      paysFor({ near: () => near().replace(OWN_PLAN, (plan) => (RECURS.test(plan) ? ' ' : plan)) }) &&
      !/librar|biblioth|bibliotec|図書|مكتبة/i.test(heading()),
  ],
];

/** A filter that throws all such mail away: ticked, or where nothing is to be ticked, said. */
function binsAll({ heading, near, fields }: Around): boolean {
  if (!/filter|rule|filtre|filtro|regel/i.test(heading())) return false;
  const found = fields().filter((field) => /trash|\bbin\b|delete|papierkorb|löschen|corbeille|papelera/i.test(field));
  return found.length > 0
    ? found.some((field) => !field.startsWith('☐'))
    : /(move|send)s? (it |them )?to (the )?(trash|bin)\b/i.test(near());
}
