/** Check digits, by which a random number of the right shape is told from a real one. */

/** Payment card: an issuer's first digit, 13 to 19 digits, Luhn. */
export function isCard(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return (
    /^(?:3[0-9]|4|5[0-8]|2[2-7]|6|81|9792)\d{11,18}$/.test(digits) &&
    digits.length <= 19 &&
    !/^(\d)\1+$/.test(digits) &&
    luhn(digits)
  );
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** International bank account number: ISO 13616, remainder 1 modulo 97. */
export function isIban(value: string): boolean {
  const plain = value.replace(/\s/g, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  const digits = [...plain.slice(4), ...plain.slice(0, 4)].map((c) => Number.parseInt(c, 36)).join('');
  return remainder(digits, 97) === 1;
}

function remainder(digits: string, by: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by;
  return rest;
}

/**
 * National numbers whose own form or checksum makes chance unlikely: Brazil's CPF and the US number when punctuated, Spain's DNI and
 * NIE, Finland's HETU, China's resident number, Italy's codice fiscale (by form), France's NIR.
 */
export function isNationalId(value: string): boolean {
  const plain = value.replace(/[ .-]/g, '');
  if (/^\d{3}-\d{2}-\d{4}$/.test(value)) return true;
  if (/^\d{3}\.\d{3}\.\d{3}-\d{2}$/.test(value)) return isCpf(plain);
  if (/^[XYZ\d]\d{7}[A-Z]$/.test(plain)) return isDni(plain);
  if (/^\d{6}[-+A]\d{3}[0-9A-Y]$/.test(value)) return isHetu(value);
  if (/^\d{17}[\dX]$/.test(plain)) return isResident(plain);
  if (/^[12]\d{14}$/.test(plain)) return 97 - remainder(plain.slice(0, 13), 97) === Number(plain.slice(13));
  return /^[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]$/.test(plain);
}

function isCpf(digits: string): boolean {
  const checkDigit = (n: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Number(digits[i]) * (n + 1 - i);
    return ((sum * 10) % 11) % 10;
  };
  return !/^(\d)\1+$/.test(digits) && checkDigit(9) === Number(digits[9]) && checkDigit(10) === Number(digits[10]);
}

function isDni(plain: string): boolean {
  const number = Number(plain.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === plain.at(-1);
}

function isHetu(value: string): boolean {
  const number = Number(value.slice(0, 6) + value.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === value.at(-1);
}

function isResident(plain: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(plain[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === plain.at(-1);
}
