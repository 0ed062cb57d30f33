import { describe, expect, it } from 'vitest';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';
import { legible } from '../../../src/enforce/legible.ts';
import { orderShown, particularsOf } from '../../../src/enforce/particulars.ts';

const IBAN = 'IE64 IRCE 9205 0112 3456 78';
const CARD = '4242 4242 4242 4242';
const LETTER =
  'Dear neighbours, the ferry leaves at ten on Saturday and we have kept six places for you and the children.';

let table = emptyTable('00112233445566778899aabbccddeeff');
table = remember(table, { text: `Your account ${IBAN} at our bank. ${LETTER}`, source: 'bank.example' });
table = remember(table, { value: 'Tr0ub4dor&Kettle', label: 'credential', source: 'typed:mail.example' });

const claim = { actor: 'agent' as const, url: 'https://shop.example/', evidence: [] };
const typed = (outgoing: string, more = {}) => ({
  ...claim,
  kind: 'type' as const,
  target: { role: 'input', name: 'Note' },
  outgoing,
  ...more,
});
const all = (parts: readonly { text: string }[] | undefined) => parts?.map(({ text }) => text).join('');
const marked = (parts: readonly { text: string; marked: boolean }[] | undefined) =>
  parts?.filter((part) => part.marked).map(({ text }) => text);

describe('what a person is shown of an action', () => {
  it('shows a payee on one line, in one direction, with nothing unseen', () => {
    const payee = '\u202eeeL nnA\u202c\nApproved by your bank, 4077\u200b1922';
    expect(orderShown({ payee, amount: 25 })).toEqual({
      payee: '⟨U+202E⟩eeL nnA⟨U+202C⟩↵Approved by your bank, 4077⟨U+200B⟩1922',
      amount: 25,
    });
    expect(orderShown({ payee: '\u202e'.repeat(500) }).payee).toHaveLength(600);
  });

  it('names the field, the text, what of it was read where, and marks just that', () => {
    const shown = particularsOf(table, 'shop.example', typed(`Please pay back to ${IBAN} by Friday`));
    expect(shown?.read).toEqual([{ what: 'account', from: ['bank.example'] }]);
    expect(shown?.fields[0]?.name).toBe('Note');
    expect(marked(shown?.fields[0]?.value)).toEqual([IBAN]);
    expect(all(shown?.fields[0]?.value)).toBe(`Please pay back to ${IBAN} by Friday`);
  });

  it('shows what is next to a sentence deep in a long text', () => {
    const shown = particularsOf(
      table,
      'shop.example',
      typed(`${'So it goes on. '.repeat(60)}${LETTER}${' And on.'.repeat(60)}`),
    );
    expect(shown?.read).toEqual([{ what: 'text', from: ['bank.example'] }]);
    expect(marked(shown?.fields[0]?.value)?.join()).toContain('ferry leaves at ten on Saturday');
    expect(all(shown?.fields[0]?.value)?.length).toBeLessThan(300);
  });

  it('puts what was read elsewhere first, however many fields a page has, and counts the rest', () => {
    const values = [...Array.from({ length: 30 }, (_, n) => `value ${n}`), IBAN];
    const fields = values.map((value, n) => ({ name: `Field ${n}`, length: value.length }));
    const submit = { ...claim, kind: 'submit' as const, dest: { url: 'https://shop.example/s', method: 'post' } };
    const shown = particularsOf(table, 'shop.example', { ...submit, fields, outgoing: values.join('\n') });
    expect(shown?.fields[0]?.name).toBe('Field 30');
    expect(shown?.fields.length).toBe(8);
    expect(shown?.more).toBe(23);
  });

  it.each([
    ['a password, by what its field is', 'hunter22', { payload: { labels: ['credential'] } }],
    ['a code, by what its field is', '482913', { payload: { labels: ['otp'] } }],
    ['a password of another site in a sentence', 'my password is Tr0ub4dor&Kettle', {}],
    ['a key by its shape', 'use ghp_0123456789abcdefghijklmnopqrstuvwxyz now', {}],
    ['a code that a sentence tells', 'Your verification code is 482913', {}],
  ] as const)('covers %s', (_, text, more) => {
    const shown = JSON.stringify(particularsOf(table, 'shop.example', typed(text, more)));
    expect(shown).toContain('••');
    for (const secret of ['hunter22', '482913', 'Kettle', 'ghp_0123']) expect(shown).not.toContain(secret);
  });

  it('shows of a card its last four digits, in its field and in a sentence', () => {
    for (const more of [{}, { payload: { labels: ['payment'] } }]) {
      const shown = all(particularsOf(table, 'shop.example', typed(CARD, more))?.fields[0]?.value);
      expect(shown).toBe('•••••• 4242');
    }
    expect(
      all(particularsOf(table, 'shop.example', typed('123', { payload: { labels: ['payment'] } }))?.fields[0]?.value),
    ).toBe('••••••');
  });

  it('covers a card and a code wherever they stand, and as often as they do', () => {
    const text = `Pay ${IBAN} with ${CARD} or ${CARD}. The verification code is 482913, so 482913.`;
    const shown = JSON.stringify(particularsOf(table, 'shop.example', typed(text)));
    expect(shown).not.toMatch(/4242 4242|482913/);
    expect(shown).toContain('•••••• 4242');
  });

  it('shows an account number in full, that is what there is to check', () => {
    const shown = particularsOf(table, 'shop.example', typed(IBAN, { payload: { labels: ['payment'] } }));
    expect(all(shown?.fields[0]?.value)).toBe(IBAN);
  });

  it('shows an address that is opened, with what it carries marked, and says nothing twice', () => {
    const url = `https://shop.example/track?to=${IBAN.replaceAll(' ', '')}&x=1`;
    const shown = particularsOf(table, 'shop.example', {
      ...claim,
      kind: 'navigate',
      dest: { url, method: 'get' },
      outgoing: url,
    });
    expect(marked(shown?.address)).toEqual([IBAN.replaceAll(' ', '')]);
    expect(shown?.fields).toEqual([]);
  });

  it('marks nothing where the data is the destination’s own', () => {
    expect(particularsOf(table, 'bank.example', typed(IBAN))?.read).toEqual([]);
  });
});

describe('text of others on our screen', () => {
  it('turns no direction and hides nothing', () => {
    expect(legible('pay \u202eelpmaxe\u202c\u200b now\u0000')).toBe('pay ⟨U+202E⟩elpmaxe⟨U+202C⟩⟨U+200B⟩ now⟨U+0000⟩');
    expect(legible('one\r\ntwo\nthree')).toBe('one↵two↵three');
    expect(legible('\u{e0041}tags')).toBe('⟨U+E0041⟩tags');
  });
  it('leaves spelling alone: joiners in Persian and in pictures, accents, Arabic', () => {
    for (const text of ['می‌خواهم', '👩‍💻', 'Ærøskøbing é', 'مرحبا بك'])
      expect(legible(text)).toBe(text.normalize('NFC'));
  });
  it('keeps heaps of marks on their own line', () => {
    expect(legible(`a${'\u0301\u0302'.repeat(40)}b`).length).toBeLessThan(8);
  });
});
