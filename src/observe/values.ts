/** Values as they are written in what is sent: sums, accounts, and letters that are the same however they are written. */
import { isIban } from '../dataflow/checksums.ts';

export const DATE = /^(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})\b/;
export const WALLET = /^(0x[0-9a-f]{40}|bc1[0-9a-z]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/i;
export const EMAIL_ADDRESS = /^[^\s@<>]{1,64}@[^\s@<>]{1,100}\.[^\s@<>]{1,20}$/;

export function isAccount(value: string): boolean {
  const plain = bare(value);
  return (
    (/^[\d\s./-]+$/.test(value) && !DATE.test(value) && plain.length >= 7 && plain.length <= 34) ||
    WALLET.test(value) ||
    /^\+?[\w.-]{0,64}@[\w.-]{1,100}$/.test(value)
  );
}

/** A currency or a country by its code is nobody. */
export const isCode = (value: string): boolean =>
  /^[A-Z]{2}$/.test(value) || (/^[A-Z]{3}$/.test(value) && Intl.supportedValuesOf('currency').includes(value));

export const bare = (value: string): string => value.toLowerCase().replace(/[^\p{L}\d]+/gu, '');

/** `1.250,50 €` and `1,250.50` alike; undefined where it isn't a sum above nothing. */
export function numberOf(value: string): number | undefined {
  const text = value.replace(/[\s\p{Sc}]|\b[A-Z]{3}\b|^\+/gu, '');
  // As programs write them; `1.000` may be a thousand, and counts as it.
  if (/^(0x[0-9a-f]{1,12}|\d+(\.\d+)?e\+?\d{1,2}|\d+\.\d{4,})$/i.test(text)) return Number(text) || undefined;
  if (!/^\d[\d.,']{0,14}$/.test(text)) return undefined;
  const [, whole = '', part = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  const number = Number(`${whole.replace(/\D/g, '')}.${part || '0'}`);
  return number > 0 ? number : undefined;
}

/** A chain counts in hexadecimal, and in parts of 10⁻¹⁸. */
export const weiOf = (value: string): number | undefined =>
  /^0x[0-9a-f]{8,32}$/i.test(value) ? Number(value) / 1e18 || undefined : undefined;

/** Digits of any script as those of this one, and without what can't be seen. */
export const plain = (text: string): string =>
  /[^\x20-\x7e\s]/.test(text)
    ? text
        .normalize('NFKC')
        .replace(/\p{Cf}|\0/gu, '')
        .replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)))
    : text;

/** Decimal digits stand in tens, each beginning with its zero. */
function digitOf(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && value < 9) {
    code -= 1;
    value += 1;
  }
  return value;
}

export const ibansIn = (value: string): string[] => (value.toUpperCase().match(IBANS) ?? []).filter(isIban);

const IBANS = /\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\b/g;
