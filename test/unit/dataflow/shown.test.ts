import { expect, test } from 'vitest';
import { remember } from '../../../src/dataflow/remember.ts';
import { isShown, type Shown, saysThatItActs, withShown } from '../../../src/dataflow/shown.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const digest = (url: string) => `digest of ${url}`;
const MAIL = 'mail.test';
const LINK = 'https://app.test/magic?t=k3J9xQ27bLmZp40v';
const of = (text: string, site = MAIL, known: Shown = {}, flow = emptyTable('salt of this test')) =>
  withShown(known, flow, site, text, digest);

test('knows an address as it stood in the text, whatever sentence was around it', () => {
  for (const text of [`Open ${LINK}.`, `(${LINK})`, `<${LINK}>, now`, `first\n${LINK}\nlast`])
    expect(isShown(of(text), [MAIL], LINK, digest)).toBe(true);
});

test('and no other: longer, shorter, of another place', () => {
  const known = of(`Open ${LINK}.`);
  for (const other of [
    `${LINK}&d=4077`,
    LINK.slice(0, -1),
    LINK.replace('app.test', 'evil.test'),
    `${LINK}#d`,
    'javascript:0',
    '',
  ])
    expect(isShown(known, [MAIL], other, digest)).toBe(false);
});

test('not where it carries what another site showed, or nothing that is known', () => {
  const known = of(LINK);
  for (const sources of [['bank.test'], [MAIL, 'bank.test'], [], ['canary:one']])
    expect(isShown(known, sources, LINK, digest)).toBe(false);
  expect(isShown(of(LINK, 'notes.test', known), [MAIL], LINK, digest)).toBe(false);
});

test('not where it is made of what was known before; seen first, it stays what it was', () => {
  const flow = remember(emptyTable('salt of this test'), { text: LINK, source: MAIL });
  expect(isShown(of(LINK, MAIL, {}, flow), [MAIL], LINK, digest)).toBe(false);
  expect(isShown(of(LINK, MAIL, of(LINK), flow), [MAIL], LINK, digest)).toBe(true);
});

test('keeps digests only, and so many', () => {
  let known: Shown = {};
  for (let page = 0; page < 8; page++)
    known = of(Array.from({ length: 90 }, (_, n) => `${LINK}&n=${page}.${n}x`).join(' '), MAIL, known);
  expect(Object.keys(known)).toHaveLength(300);
  expect(isShown(known, [MAIL], `${LINK}&n=7.89x`, digest)).toBe(true);
  expect(isShown(known, [MAIL], `${LINK}&n=0.0x`, digest)).toBe(false);
});

test('not one that swallowed the page behind it, as markup left open does', () => {
  for (const link of [`${LINK}%3Cb%3EBalance`, `${LINK}%0ABalance`, `${LINK}%22%20class=x`])
    expect(isShown(of(`Open ${link}`), [MAIL], link, digest)).toBe(false);
});

test('says of an address whether opening it does something, by its words', () => {
  for (const place of [
    'magic?t=1',
    'login/by-link?k=1',
    'u?action=confirm&k=1',
    'passwort-zuruecksetzen',
    'approve_device/8',
  ])
    expect(saysThatItActs(`https://app.test/${place}`), place).toBe(true);
  for (const place of ['unsubscribe?t=a8f3k2x9q1', 'order?n=8830214477&k=7fa81Kq2', 's/Qm4481xP902', 'authors/7'])
    expect(saysThatItActs(`https://app.test/${place}`), place).toBe(false);
});
