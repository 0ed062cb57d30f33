/** What a form field is for, by what the page says about it; the same words guard what is typed there. */
import type { Label } from '../event/event.ts';

export interface FieldSigns {
  /** The whole attribute, e.g. `section-a billing cc-number`. */
  readonly autocomplete?: string | undefined;
  readonly inputType?: string | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** The accessible name. */
  readonly label?: string | undefined;
}

/** Autofill tokens of the HTML standard. */
const BY_TOKEN: Readonly<Record<string, Label>> = {
  'current-password': 'credential',
  'new-password': 'credential',
  'one-time-code': 'otp',
  // Whose card it is stands in every form, and when it ends is a year like any other.
  'cc-name': 'pii',
  'cc-given-name': 'pii',
  'cc-additional-name': 'pii',
  'cc-family-name': 'pii',
  'cc-number': 'payment',
  'cc-csc': 'payment',
  name: 'pii',
  'given-name': 'pii',
  'additional-name': 'pii',
  'family-name': 'pii',
  username: 'pii',
  email: 'pii',
  tel: 'pii',
  'tel-national': 'pii',
  'tel-local': 'pii',
  'street-address': 'pii',
  'address-line1': 'pii',
  'address-line2': 'pii',
  'address-line3': 'pii',
  'postal-code': 'pii',
  bday: 'pii',
  'bday-day': 'pii',
  'bday-month': 'pii',
  'bday-year': 'pii',
  impp: 'pii',
};

/** Names that pages give such fields, in the languages of most of the web. */
const BY_WORD: readonly (readonly [RegExp, Label])[] = [
  // Of an Indian address.
  [/^\W*((area|postal|delivery) )?pin ?code\W*$/i, 'pii'],
  [
    /\b(otp|one ?time|2fa|totp|mfa|verification code|security code sent|passcode|einmal(code|passwort)|bestätigungscode|tan|código de verificación|code de vérification|codice di verifica|код подтверждения)\b|验证码|驗證碼|認証コード|인증번호/i,
    'otp',
  ],
  [
    /\b(pass ?(word|wd|phrase)|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|hasło|lösenord|salasana|parola|heslo|pin( code)?|secret( key)?|api ?key|access token|private key|recovery (code|phrase)|seed phrase)\b|пароль|密码|密碼|パスワード|비밀번호|كلمة المرور|סיסמה|पासवर्ड/i,
    'credential',
  ],
  [
    /\b(card ?(number|no)|cc ?(number|num|no|csc|cvc)|credit ?card|cvv2?|cvc2?|csc|iban|bic|account ?(number|no)|routing ?number|sort ?code|kartennummer|kontonummer|numéro de carte|número de tarjeta|número do cartão|numero di carta)\b|номер карты|卡号|カード番号|카드 ?번호/i,
    'payment',
  ],
  [
    /\b(e ?mail|phone|mobile|telephone|telefon(nummer)?|téléphone|teléfono|address|street|adresse|dirección|indirizzo|birth ?(day|date)|date of birth|dob|geburtsdatum|ssn|social security|tax ?id|passport( number| no)?|national id|first ?name|last ?name|full ?name|card ?holder|cc ?name|name on (the )?card|surname|vorname|nachname|post(al)? ?code|zip( ?code)?)\b/i,
    'pii',
  ],
];

/** Labels of whatever is typed into such a field; empty for an ordinary one. */
export function labelsOfField({ autocomplete, inputType, name, id, label }: FieldSigns): Label[] {
  const found = new Set<Label>();
  for (const token of autocomplete?.toLowerCase().split(/\s+/) ?? []) {
    if (Object.hasOwn(BY_TOKEN, token) && BY_TOKEN[token]) found.add(BY_TOKEN[token]);
  }
  const type = inputType?.toLowerCase();
  if (type === 'password' && !found.has('otp') && !found.has('payment')) found.add('credential');
  if (type === 'email' || type === 'tel') if (!found.has('otp')) found.add('pii');
  if (found.size > 0) return [...found];
  for (const sign of [name, id, label]) {
    const words = sign
      ?.slice(0, 200)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[_\-.[\]:]+/g, ' ');
    const hit = words && BY_WORD.find(([shape]) => shape.test(words));
    if (hit) return [hit[1]];
  }
  return [];
}
