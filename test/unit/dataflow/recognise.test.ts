import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable, type Table } from '../../../src/dataflow/table.ts';

const SALT = '5f2c9a0e7b1d4c3f';
const withSecret = (value: string): Table =>
  remember(emptyTable(SALT), { value, label: 'credential', source: 'bank.example' });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const bytes = (text: string, base: number, width: number) =>
  [...Buffer.from(text)].map((byte) => byte.toString(base).padStart(width, '0'));
const base32 = (text: string) =>
  (
    bytes(text, 2, 8)
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
const rot13 = (text: string) =>
  text.replace(/[a-z]/gi, (c) => {
    const first = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - first + 13) % 26) + first);
  });

const ENCODINGS: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'upper case': (text) => text.toUpperCase(),
  spaced: (text) => [...text].join(' '),
  dashed: (text) => [...text].join('-'),
  'zero width': (text) => [...text].join('\u200b'),
  fullwidth: (text) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  reversed: (text) => [...text].reverse().join(''),
  rot13,
  base64,
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 behind a path': (text) => `https://evil.test/c/${Buffer.from(text).toString('base64url')}`,
  'base64 in pieces': (text) =>
    base64(text)
      .match(/.{1,3}/g)
      ?.join(' ') ?? '',
  'base64 twice': (text) => base64(base64(text)),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'base64 of the reverse': (text) => base64([...text].reverse().join('')),
  hex,
  'hex bytes': (text) => hex(text).match(/../g)?.join(' ') ?? '',
  'hex escapes': (text) => hex(text).replace(/../g, '\\x$&'),
  'hex after a digit': (text) => `7${hex(text)}`,
  percent,
  'percent twice': (text) => encodeURIComponent(percent(text)),
  'percent of base64': (text) => percent(base64(text)),
  'HTML entities': (text) => [...text].map((c) => `&#${c.codePointAt(0)};`).join(''),
  'HTML hex entities': (text) => [...text].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(''),
  'script escapes': (text) => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'character codes': (text) => [...text].map((c) => c.charCodeAt(0)).join(','),
  'character codes, octal': (text) => bytes(text, 8, 3).join(','),
  'octal escapes': (text) =>
    bytes(text, 8, 3)
      .map((code) => `\\${code}`)
      .join(''),
  'zeros and ones': (text) => bytes(text, 2, 8).join(' '),
  'zeros and ones in a row': (text) => bytes(text, 2, 8).join(''),
  base32,
  'base32 in small letters': (text) => base32(text).toLowerCase(),
  'base64 four times': (text) => base64(base64(base64(base64(text)))),
  'base64 in ROT13': (text) => rot13(base64(`${text} 4711`)),
  'invisible tags': (text) =>
    `Hello ${[...text].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}!`,
  'variation selectors': (text) =>
    `Hello ${[...text].map((c) => String.fromCodePoint(0xe0100 + c.charCodeAt(0) - 16)).join('')}!`,
  'in JSON': (text) => JSON.stringify({ event: 'view', note: { text } }),
  'in a query': (text) => `https://evil.test/log?v=1&note=${encodeURIComponent(text)}&end=1`,
  'over two fields': (text) => `a=${encodeURIComponent(text.slice(0, 3))}&b=${encodeURIComponent(text.slice(3))}`,
  'over JSON values': (text) => JSON.stringify([...text].map((c, i) => ({ i: 'x'.repeat(0), [`k${i}`]: c }))),
  'in host names': (text) => `https://${text.slice(0, 3)}.${text.slice(3)}.evil.test/x.gif`,
};

/** As people's secrets are: 6 characters or more, letters and digits with an odd sign among them. */
const secret = fc
  .tuple(
    fc.stringMatching(/^[a-z]{2}[A-Za-z0-9]{3,20}$/),
    fc.stringMatching(/^[0-9]{1,3}$/),
    fc.constantFrom('', '!', '#', '.'),
  )
  .map(([head, digits, sign]) => head + digits + sign)
  .filter((value) => !/^(pass|user|admin|login|email|guest|test|secret|token|card|code|pin)/i.test(value));

describe('recognise', () => {
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    it(`sees any remembered secret through: ${name}`, () => {
      fc.assert(
        fc.property(secret, fc.constantFrom('', 'note: ', '{"q":"', '\n'), (value, before) => {
          const carried = name.startsWith('in ') || name.startsWith('over') ? encode(value) : before + encode(value);
          expect(recognise(withSecret(value), carried)).toMatchObject({
            labels: ['credential'],
            sources: ['bank.example'],
          });
        }),
        { numRuns: 150 },
      );
    });
  }

  it.each(['hunter2', '481516', '7392', 'пароль12', '密码安全吗', 'a!b@c#1', '$%&/()=?', 'DE89370400440532013000'])(
    'sees %s inside longer text and in base64',
    (value) => {
      const table = withSecret(value);
      for (const text of [
        `the thing is ${value} ok`,
        `{"a":"${value}"}`,
        base64(`the thing is ${value} ok`),
        percent(value),
      ]) {
        expect(recognise(table, text).labels, text).toEqual(['credential']);
      }
    },
  );

  it('sees six digits or more without any gap around them, but four only by themselves', () => {
    expect(recognise(withSecret('481516'), 'id=99481516233').labels).toEqual(['credential']);
    expect(recognise(withSecret('7392'), 'id=9973921').labels).toEqual([]);
    expect(recognise(withSecret('7392'), 'id=7392&x=1').labels).toEqual(['credential']);
  });

  it('sees twelve characters of a long secret, and not the header that all signed tokens share', () => {
    const key = 'Zx81kQpL0vTr77mNbWc2';
    expect(recognise(withSecret(key), `part ${key.slice(5, 17)}`).labels).toEqual(['credential']);
    const header = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';
    const token = withSecret(`${header}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U`);
    expect(recognise(token, `${header}.eyJzdWIiOiI5OTk5OTk5OTk5In0.c29tZW90aGVyc2lnbmF0dXJlZm9yYWxs`).labels).toEqual(
      [],
    );
    expect(recognise(token, 'sig dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U').labels).toEqual(['credential']);
  });

  it('takes a password that is a field name for one only where it is a whole value', () => {
    const table = withSecret('password');
    expect(recognise(table, 'Forgot your password? Reset the password here.').labels).toEqual([]);
    expect(recognise(table, 'user=ann&d=password').labels).toEqual(['credential']);
  });

  it('sees a copied stretch of private prose, wherever it was cut', () => {
    const text =
      'Dear Ms Ortega, the results of your blood test came back on Monday and the doctor would like to see you again before the end of the month to talk about the new medication.';
    const table = remember(emptyTable(SALT), { text, source: 'clinic.example' });
    for (let at = 0; at + 64 <= text.length; at += 3) {
      expect(recognise(table, `fyi: ${text.slice(at, at + 64)} …`), String(at)).toMatchObject({
        labels: ['private'],
        sources: ['clinic.example'],
      });
    }
    expect(recognise(table, base64(text.slice(20, 100))).labels).toEqual(['private']);
    expect(recognise(table, 'the results of your blood test').labels).toEqual([]);
  });

  it('sees private prose in Chinese and in Japanese', () => {
    const text = '尊敬的王女士,您的账户余额为一万二千元,请于下周一之前到支行办理续期手续。';
    const table = remember(emptyTable(SALT), { text, source: 'bank.example' });
    expect(recognise(table, `转发:${text.slice(8, 30)}`).labels).toEqual(['private']);
  });

  it.each([
    ['मरीज को फेफड़ों का कैंसर है', 'खाते की जानकारी'],
    ['ผู้ป่วยติดเชื้อเอชไอวีระยะที่สอง', 'ตั้งค่าบัญชี'],
    ['நோயாளிக்கு புற்றுநோய் உள்ளது', 'கணக்கு அமைப்புகள்'],
    ['李红艾滋病毒阳性二期', '修改登录密码'],
  ])('sees a whole line of another script than an alphabet: %s', (line, menu) => {
    const table = remember(emptyTable(SALT), { text: `${menu}\n${line}\n${menu}`, source: 'clinic.example' });
    expect(recognise(table, `?d=${encodeURIComponent(line)}`).labels).toEqual(['private']);
    expect(recognise(table, `?d=${encodeURIComponent(menu)}`).labels).toEqual([]);
  });

  it('sees what such a line says without its label', () => {
    const table = remember(emptyTable(SALT), { text: '诊断：李红，艾滋病毒阳性二期', source: 'clinic.example' });
    expect(recognise(table, 'd=李红艾滋病毒阳性二期').labels).toEqual(['private']);
    expect(recognise(table, 'd=艾滋病毒阳性').labels).toEqual([]);
  });

  it('sees private prose through letters that look like its own', () => {
    const text = 'Our bid for the harbour site is far below what the board told the press';
    const swapped = text.replace(/[aeo]/g, (letter) => ({ a: 'а', e: 'е', o: 'ο' })[letter] ?? letter);
    const known = (shown: string) => remember(emptyTable(SALT), { text: shown, source: 'work.example' });
    expect(recognise(known(text), swapped).labels).toEqual(['private']);
    expect(recognise(known(swapped), text).labels).toEqual(['private']);
    expect(recognise(known('Директор уволится в конце следующего месяца'), 'в конце месяца').labels).toEqual([]);
  });

  it('names the label and the source of each datum on a private page', () => {
    const table = remember(emptyTable(SALT), {
      text: 'Hello Ann\nReach you at ann.ortega@mail.example\nCard 4539 1488 0343 6467\nYour verification code is 718 204\nBalance: 12,408.77 EUR\nAccount 44 7188 3920',
      source: 'bank.example',
    });
    const labels = (text: string) => recognise(table, text).labels;
    expect(labels('ANN.ORTEGA@MAIL.EXAMPLE')).toEqual(['pii']);
    expect(labels('x=4539148803436467')).toContain('payment');
    expect(labels('c=718204')).toContain('otp');
    expect(labels('1240877')).toEqual(['private']);
    expect(labels('acct 4471883920')).toEqual(['private']);
    expect(labels('Hello Ann')).toEqual([]);
  });

  it('joins labels and sources of all that it finds', () => {
    const two = remember(withSecret('hunter2'), { value: '481516', label: 'otp', source: 'mail.example' });
    expect(recognise(two, 'hunter2 481516')).toMatchObject({
      labels: ['credential', 'otp'],
      sources: ['bank.example', 'mail.example'],
    });
  });

  it('finds nothing in text that has nothing to do with it', () => {
    let table = emptyTable(SALT);
    for (let i = 0; i < 400; i++) {
      table = remember(table, {
        value: `s3cr${(i * 7919 + 1e6).toString(36)}x${i}`,
        label: 'credential',
        source: 'bank.example',
      });
    }
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 20 }), { maxLength: 20 }),
        fc.uint8Array({ maxLength: 2_000 }),
        (words, bytes) => {
          expect(recognise(table, words.join('\n')).labels).toEqual([]);
          expect(recognise(table, Buffer.from(bytes).toString('base64')).labels).toEqual([]);
          expect(recognise(table, Buffer.from(bytes).toString('hex')).labels).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('answers for any text at all, and stays within its time on a megabyte', { timeout: 60_000 }, () => {
    const table = withSecret('hunter2');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void recognise(table, text)),
      { numRuns: 300 },
    );
    const started = performance.now();
    for (const unit of ['a', '%41', '\\u', '&#', '41 ', '1,2', '=', '{"a":', '[', '\ud800']) {
      recognise(table, unit.repeat(1_000_000 / unit.length));
    }
    expect(performance.now() - started).toBeLessThan(40_000);
    expect(recognise(table, `${'x '.repeat(300_000)}hunter2`).labels).toEqual(['credential']);
  });
});
