import { expect, test } from 'vitest';
import { namesSite } from '../../../src/site/named.ts';

test.each([
  ['Harbour Bank – Sign in', 'harbourbank.example'],
  ['https://harbourbank.login-help.example/', 'harbourbank.example'],
  ['https://login-help.example/harbour-bank/verify', 'harbourbank.example'],
])('%s names %s', (text, site) => expect(namesSite(text, site)).toBe(true));

test.each([
  ['Sign in to your mail', 'mail.example'],
  ['Secure online account – sign in', 'online.example'],
  ['Mug & Co – Sign in', 'harbourbank.example'],
  ['anything', 'opaque:data:'],
  ['anything', 'canary:1234'],
])('%s does not name %s', (text, site) => expect(namesSite(text, site)).toBe(false));
