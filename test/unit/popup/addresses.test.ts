import { describe, expect, it } from 'vitest';
import { heldUrl } from '../../../popup/held-url.ts';
import { sitesIn } from '../../../popup/sites-in.ts';

const PAGE = 'chrome-extension://abc/popup/hold.html';

describe('the address that was held', () => {
  it('is taken whole when the network rule put it there unescaped', () => {
    const url = 'https://shop.example/find?q=mug&page=2#top';
    expect(heldUrl(`${PAGE}?url=${url}`)).toBe(url);
  });
  it('is read when it is escaped', () => {
    const url = 'https://shop.example/find?q=a%20b&page=2';
    expect(heldUrl(`${PAGE}?url=${encodeURIComponent(url)}`)).toBe(url);
  });
  it.each(['javascript:alert(1)', 'data:text/html,x', 'chrome://settings', 'file:///etc/passwd', '', '%', 'https://'])(
    'is never %j',
    (url) => {
      expect(heldUrl(`${PAGE}?url=${url}`)).toBeUndefined();
      expect(heldUrl(`${PAGE}?url=${encodeURIComponent(url)}`)).toBeUndefined();
    },
  );
  it('is nothing where nothing was held', () => expect(heldUrl(PAGE)).toBeUndefined());
});

describe('the sites a person types', () => {
  it('come as hosts, once each, whatever stands between them', () => {
    expect(sitesIn(' bank.example, https://Shop.example/cart;bank.example\nmail.example. ')).toEqual([
      'bank.example',
      'shop.example',
      'mail.example',
    ]);
  });
  it('come out empty from nothing and from nonsense', () => {
    expect(sitesIn('')).toEqual([]);
    expect(sitesIn(' , ;; [] ')).toEqual([]);
  });
});
