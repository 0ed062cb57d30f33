/** Private data that shows by its shape, checked by its checksum where it has one. */
import type { Label } from '../event/event.ts';
import { isCard, isIban, isNationalId } from './checksums.ts';

export interface Kind {
  readonly kind: 'card' | 'iban' | 'email' | 'phone' | 'parcel' | 'otp' | 'key' | 'national-id';
  readonly label: Label;
  readonly value: string;
}

/** Every datum of a known shape in `text`, each value once for a kind. Linear in its length. */
export function kindsOf(text: string): Kind[] {
  const found = [
    ...matches(text, CARD, 'card', 'payment', isCard),
    // Given out to be paid to; a card number isn't.
    ...matches(text, IBAN, 'iban', 'private', isIban),
    ...matches(text, KEY, 'key', 'credential', () => true),
    ...matches(text, EMAIL, 'email', 'pii', () => true),
    ...phones(text),
    ...parcels(text),
    // People's own addresses go anywhere; these are given to few, and by nobody in passing.
    ...matches(text, NATIONAL, 'national-id', 'private', isNationalId),
    ...passwords(text),
    ...oneTimeCodes(text),
  ];
  return [...new Map(found.map((kind) => [`${kind.kind} ${kind.value}`, kind])).values()];
}

const CARD = /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d.,]\d|\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/g;
const PHONE = /(?<![\w.]|\d[ -])(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){7,14}(?!\w)/g;
/** Vendors' prefixes, signed tokens, private keys. */
const KEY =
  /\b(?:sk|pk|rk)_(?:live|test)_\w{16,}|\bsk-(?:[a-z]+-)?[\w-]{20,}|\bgh[pousr]_\w{30,}|\bgithub_pat_\w{40,}|\bglpat-[\w-]{20,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\bxox[abprs]-[\w-]{10,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bnpm_\w{36}|\bhf_\w{30,}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\w+/=\s]{64,}/g;
const NATIONAL =
  /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b\d{8}[- ]?[A-Z]\b|\b[XYZ]\d{7}[- ]?[A-Z]\b|\b\d{6}[-+A]\d{3}[0-9A-Y]\b|\b[1-8]\d{16}[\dX]\b|\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b|\b[12] ?\d{2} ?[01]\d ?\d{2} ?\d{3} ?\d{3} ?\d{2}\b|\b(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b/g;

/** A password that a page tells: "Wi-Fi password: …". */
const TOLD_PASSWORD =
  /(?:\b(?:pass ?word|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|parola)|пароль|密码|密碼|パスワード|비밀번호)(?:\s?[:：]| (?:is|lautet|ist|est|es|é):?)\s{1,3}(\S{8,64})/gi;

function passwords(text: string): Kind[] {
  return [...text.matchAll(TOLD_PASSWORD)].flatMap(([, told = '']) => {
    const value = told.replace(/[.,;:)]+$/, '');
    return looksSecret(value) && !value.includes('://') ? [{ kind: 'key', label: 'credential', value }] : [];
  });
}

/** What is named after a password may also be how long one is to be, or what it is called. */
export function looksSecret(value: string): boolean {
  const signs = [/\d/, /[^\w\s]|_/, /[a-z][A-Z]|[A-Z][a-z]*[A-Z]/].filter((shape) => shape.test(value));
  return /^\S{8,}$/.test(value) && /[a-z]/i.test(value) && signs.length >= 2;
}

/** Words beside a one-time code; whole words where the script has words. */
const CODE_WORD =
  /\b(?:one[- ]time|otp|2fa|two[- ]factor|verification|verify|security code|passcode|login code|sign[- ]in code|access code|confirmation code|authentication|einmal(?:code|passwort|kennwort)|bestätigungscode|sicherheitscode|tan|code de (?:vérification|sécurité|confirmation)|código de (?:verificación|seguridad|confirmación|verificação|segurança)|codice di (?:verifica|sicurezza)|verificatiecode|kod weryfikacyjny|engångskod|kertakäyttö\w*|doğrulama kodu|mã xác minh|kode verifikasi)\b|код (?:подтверждения|доступа)|одноразовый|验证码|驗證碼|認証コード|確認コード|인증\s?번호|رمز التحقق|סיסמה חד|सत्यापन कोड|ओटीपी/i;
/** How far from such a word a code may stand, in characters. */
const REACH = 80;
const CODE = /(?<![\w.,/#€$£-]|\d:)(?:\d{4,8}|\d{3}[ -]\d{3,4}|[A-Z]-\d{6})(?![\w%€]|[.,:/-]\d)/g;
/** Right before a code so short that other words around it say too little. */
const YOURS = /(?:\b(?:your|ihr|dein|votre|tu|su) (?:code|código)|\bpin)(?: (?:is|lautet|ist|est|es))?[:：]?\s{0,2}$/i;
/** Two groups, of which one at least mixes letters and digits, told by a word right before. */
const LETTERED =
  /(?<![\w-])(?=[A-Z]*\d+[A-Z]|\d*[A-Z]+\d|\w+-(?:[A-Z]+\d|\d+[A-Z]))[A-Z\d]{3,4}-[A-Z\d]{3,4}(?![\w-])/g;
const NEAR = 60;
const TOLD = new RegExp(`(?:${CODE_WORD.source})[^.,;]{0,24}$`, 'i');

function oneTimeCodes(text: string): Kind[] {
  const found: Kind[] = [];
  for (const { 0: value, index } of text.matchAll(LETTERED))
    if (TOLD.test(text.slice(Math.max(0, index - NEAR), index))) found.push({ kind: 'otp', label: 'otp', value });
  for (const match of text.matchAll(CODE)) {
    const around = text.slice(Math.max(0, match.index - REACH), match.index + match[0].length + REACH);
    const year = /^(19|20)\d{2}$/.test(match[0]);
    const isYours = match[0].length <= 5 && YOURS.test(text.slice(Math.max(0, match.index - NEAR), match.index));
    if (!year && (isYours || CODE_WORD.test(around))) found.push({ kind: 'otp', label: 'otp', value: match[0] });
  }
  return found;
}

/** Words before a telephone number. */
const PHONE_WORD =
  /(?:\b(?:(?:tele|cell)?phone|tel|telefon\w*|teléfono|télé?|téléphone|mobil\w*|móvil|cell|cellulare|handy|fax|call|whatsapp|gsm|[tm](?=:))(?!\w)|телефон|電話|电话|携帯|手机|전화|휴대폰|هاتف|جوال)/;
/** Before one that begins as an account's may, with zeros. */
const CALLED = new RegExp(`${PHONE_WORD.source}\\D{0,12}$`, 'i');
/** Right before one that is written as it is dialled at home. */
const CALLED_SO = new RegExp(
  `${PHONE_WORD.source}(?: ?(?:number|no\\.?|nummer|nr\\.?|番号|号码|번호))?\\s{0,2}[:：.]?\\s{0,3}$`,
  'i',
);
const AT_HOME = /(?<![\w.+]|\d[ -])\(?\d(?:[ ()./-]{0,2}\d){7,11}(?![\w]|[ -]?\d)/g;

export const isForPhone = (label: string): boolean => CALLED_SO.test(label);

function phones(text: string): Kind[] {
  const abroad = [...text.matchAll(PHONE)].filter(
    ({ 0: value, index }) => value.startsWith('+') || CALLED.test(text.slice(Math.max(0, index - NEAR), index)),
  );
  const atHome = [...text.matchAll(AT_HOME)].filter(({ index }) =>
    CALLED_SO.test(text.slice(Math.max(0, index - NEAR), index)),
  );
  return [...abroad, ...atHome].flatMap(([value]) => (isPhone(value) ? [{ kind: 'phone', label: 'pii', value }] : []));
}

/** What one follows or brings back by it. Not what somebody pays by, as a standing order, nor a code, which opens something. */
const PARCEL =
  /(?:\b(?:tracking|parcel|shipment|consignment|waybill|(?<!\b(?:standing|payment|money|transfer) )order|(?:e-?)?ticket|booking|reservation|confirmation|returns?)(?: (?:number|no\.?|nr\.?|id|ref(?:erence)?\.?(?: number)?)(?![\p{L}\d])| ?(?=#))|\b(?:tracking|parcel|shipment|consignment|waybill) code|(?<!\p{L})(?:(?:sendungs|paket|auftrags|bestell|buchungs|ticket|reservierungs|retouren)(?:-?nummer|-?nr\.?)|numéro de (?:suivi|colis|commande|réservation|billet)|n[úu]mero d[eo] (?:seguimiento|envío|pedido|reserva|billete|rastreio)|numero (?:di (?:tracking|spedizione|prenotazione|biglietto)|(?:dell.)?ordine|d.ordine)|(?:bestel|boekings)nummer)(?!\p{L})|追跡番号|注文番号|予約番号|运单号|订单号|运单编号|订单编号|예약번호|주문번호|운송장번호)(?: is| lautet| est| es)?\s{0,2}[:：#]?\s{0,2}(\d{3,22}(?:[ -]\d{2,14}){0,5}|[A-Z\d]{9,30})(?![\p{L}\d-]|[.,]\d)/giu;

/** Whoever sends, sold or carries it asks for it, and it says nothing else of anybody. */
function parcels(text: string): Kind[] {
  return [...text.matchAll(PARCEL)].flatMap(([, value = '']) => {
    const digits = value.replace(/\D/g, '').length;
    const isElse = isCard(value) || isIban(value.toUpperCase()) || isNationalId(value);
    return digits >= 6 && digits <= 24 && !isElse ? [{ kind: 'parcel', label: 'pii', value }] : [];
  });
}

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= 8 && digits.length <= 15;
}

function matches(
  text: string,
  shape: RegExp,
  kind: Kind['kind'],
  label: Label,
  holds: (value: string) => boolean,
): Kind[] {
  return [...text.matchAll(shape)].flatMap(([value]) => (holds(value) ? [{ kind, label, value }] : []));
}
