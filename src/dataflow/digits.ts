/** Digits of every script as 0–9: the same number, whoever writes it. */
const DIGIT = /^\p{Nd}$/u;
const OTHER_DIGITS = /[^\P{Nd}0-9]/gu;

export function asciiDigits(text: string): string {
  return text.replace(OTHER_DIGITS, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Unicode has each script's digits in a row, 0 first: ten in a row, or several tens. */
function digitValue(code: number): number {
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
