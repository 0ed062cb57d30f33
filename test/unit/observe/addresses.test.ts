import { describe, expect, it } from 'vitest';
import { deedInAddress } from '../../../src/observe/addresses.ts';

const IBAN = 'GB29NWBK60161331926819';
const at = (path: string) => deedInAddress(`https://bank.test${path}`);

describe('an address', () => {
  it.each([
    `/do?to=${IBAN}&amount=500`,
    `/transfer/execute?iban=${IBAN}&amount=12.50`,
    `/pay-now?recipient=eve&amount=20`,
    `/api/perform?payee=Eve+Moran&betrag=20`,
    `/index.php?action=transfer&to=9999000011112222&amount=500`,
    `/wallet?op=send&to=eve@pay.test&amount=5`,
    `/payments?to=${IBAN}&amount=500&confirm=1`,
  ])('that pays by being opened: %s', (path) => {
    expect(at(path)?.purpose).toBe('transfer');
  });

  it.each([
    `/transfer?to=${IBAN}&amount=500`,
    `/pay?iban=${IBAN}&amount=500`,
    `/history?to=${IBAN}&amount=500`,
    `/search/do?to=${IBAN}&amount=500`,
    `/transactions?payee=Eve&amount=500&action=filter`,
    `/convert/do?from=USD&to=EUR&amount=100`,
    `/do?from=USD&to=EUR&amount=100`,
    `/do?amount_min=5&amount_max=500&account=${IBAN}`,
    `/invoices/do?payee=Eve&amount=500`,
    `/shop/do?price_from=5&price_to=500`,
    `/do?to=${IBAN}`,
    `/do?amount=500`,
    `/calculator/process?amount=5000&recipient=me`,
    '/do',
  ])('that pays nobody: %s', (path) => {
    expect(at(path)).toBeUndefined();
  });
});
