import { describe, expect, it, vi } from 'vitest';
import { hostGlob } from '../../../src/policy/host-glob.ts';

vi.setConfig({ testTimeout: 300_000 });

const TABLE: readonly [glob: string, matches: readonly string[], others: readonly string[]][] = [
  [
    'bank.com',
    [
      'https://bank.com/',
      'http://BANK.com.:8080/x',
      'https://u@bank.com/',
      'https://u:p@bank.com',
      'ftp://bank.com/',
      'wss://bank.com',
    ],
    [
      'https://www.bank.com/',
      'https://bank.com@evil.test/',
      'https://bank.com.evil.test/',
      'https://evil.test/?bank.com',
      'https://evil.test/#@bank.com',
      'https://evil.test\\@bank.com',
      'bank.com',
      'null',
      '',
      'data:text/html,bank.com',
      'about:blank',
      'blob:null/7',
      'javascript:bank.com',
      'file:///bank.com',
      'file://bank.com/x',
    ],
  ],
  [
    '*.bank.com',
    ['https://a.b.bank.com/', 'https://a.bank.com.', 'https://A.BANK.COM:1/'],
    ['https://bank.com/', 'https://notbank.com/', 'https://.bank.com/', 'https://a.bank.com.evil.test/'],
  ],
  ['**.bank.com', ['https://bank.com/', 'https://x.y.bank.com/'], ['https://notbank.com/', 'https://bank.com.test/']],
  [
    'https://**.bank.com/pay/*',
    [
      'https://bank.com/pay/1?x=2',
      'https://www.bank.com/pay/',
      'https://bank.com/x/../pay/1',
      'https://bank.com:8443/pay/',
    ],
    [
      'http://bank.com/pay/1',
      'https://bank.com/pay',
      'https://bank.com/PAY/1',
      'https://bank.com/x?/pay/1',
      'https://bank.com/x/pay/1',
    ],
  ],
  [
    '127.0.0.1:8080',
    ['http://2130706433:8080/', 'http://0x7f.1:8080/', 'http://017700000001:8080', 'http://127.0.0.1.:8080/'],
    ['http://127.0.0.1/', 'http://[::1]:8080/', 'http://127.0.0.1:80800/'],
  ],
  ['0x7f.1', ['http://127.0.0.1/'], ['http://127.0.0.2/']],
  ['[0:0::1]:80', ['http://[::1]/', 'http://[0:0:0:0:0:0:0:1]:80/'], ['https://[::1]/', 'http://[::2]/']],
  [
    'bank.com:443',
    ['https://bank.com/', 'wss://bank.com/', 'http://bank.com:443/'],
    ['http://bank.com/', 'https://bank.com:8443/'],
  ],
  ['http://bank.com:80', ['http://bank.com/'], ['https://bank.com:80/']],
  [
    'bücher.test',
    ['https://bücher.test/', 'https://xn--bcher-kva.test/', 'https://BÜCHER.test./'],
    ['https://bucher.test/'],
  ],
  ['*.xn--bcher-kva.test', ['https://a.bücher.test/'], ['https://bücher.test/']],
  ['HTTPS://Bank.COM', ['https://bank.com/'], ['http://bank.com/']],
  ['bank.com.', ['https://bank.com/', 'https://bank.com./'], ['https://bank.com.x/']],
  [
    '*',
    ['https://anything.test/', 'http://[::1]/', 'http://1.2.3.4:9'],
    ['null', 'about:blank', 'data:,x', 'file:///x'],
  ],
  [
    'https://*/a*b',
    ['https://x.test/ab', 'https://x.test/a/z/b?b=1'],
    ['https://x.test/abc', 'http://x.test/ab', 'https://x.test/b'],
  ],
  ['x.test/', ['https://x.test', 'https://x.test/?q'], ['https://x.test/a']],
  ['x.test/a*bc*c', ['https://x.test/abcbcc', 'https://x.test/abcc'], ['https://x.test/abc', 'https://x.test/a']],
  ['x.test/a?c', [], ['https://x.test/abc', 'https://x.test/a?c', 'https://x.test/ac']],
  ['x.test/ü b', ['https://x.test/ü b', 'https://x.test/%C3%BC%20b'], ['https://x.test/u b']],
  ['x.test/(a)+.[b]', ['https://x.test/(a)+.[b]'], ['https://x.test/aaXb']],
  ['localhost:3000', ['http://localhost:3000/'], ['http://localhost/', 'http://a.localhost:3000/']],
  ['constructor://x.test', ['constructor://x.test/'], ['https://x.test/']],
  ['chrome-extension://abcd/*', ['chrome-extension://abcd/popup.html'], ['chrome-extension://efgh/popup.html']],
];

describe('a host glob', () => {
  for (const [glob, matches, others] of TABLE) {
    const match = hostGlob(glob);
    it.each(matches)(`${glob} matches %s`, (url) => expect(match(url)).toBe(true));
    it.each(others)(`${glob} doesn't match %s`, (url) => expect(match(url)).toBe(false));
  }

  it.each([
    '',
    'https://',
    '/path',
    'bank.com:',
    'bank.com:x',
    'bank.com:*',
    'bank.com:70000',
    'u@bank.com',
    'a*.bank.com',
    'www.*.com',
    '***.bank.com',
    '**',
    '*.',
    '*bank.com',
    'bank .com',
    'bank.com?x',
    'bank.com#x',
    '[::1',
    '[::g]',
    '999.1.1.1',
    '*.127.0.0.1',
    '*://bank.com',
    'https:/bank.com',
    'xn--',
  ])('%j does not compile', (glob) => {
    expect(() => hostGlob(glob)).toThrow(/./);
  });

  it('takes linear time on a hostile path', () => {
    const match = hostGlob(`x.test/${'*a'.repeat(200)}b`);
    const began = performance.now();
    expect(match(`https://x.test/${'a'.repeat(100_000)}`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
