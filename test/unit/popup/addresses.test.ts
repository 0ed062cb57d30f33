import { describe, expect, it } from 'vitest';
import { askedAt, heldPage, heldUrl, holdPage, shownBy } from '../../../popup/held-url.ts';
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

describe('what was held and what is shown', () => {
  const url = 'https://shop.example/find?q=a%20b&page=2#top';
  const shown = { language: 'ar', direction: 'rtl', title: 'a#b&url=c', reason: '50 % – "no"', isOpen: false };
  const page = new URL(heldPage(shown, url, 1_700_000_000_000.5), PAGE).href;

  it('find their way to the page that shows them, and the address back', () => {
    expect(shownBy(page)).toEqual(shown);
    expect(heldUrl(page)).toBe(url);
    expect(askedAt(page)).toBe(1_700_000_000_000.5);
    const again = new URL(holdPage(url, askedAt(page)), PAGE).href;
    expect([heldUrl(again), askedAt(again)]).toEqual([url, 1_700_000_000_000.5]);
  });
  it('has no address where there was none', () => expect(heldUrl(heldPage(shown, undefined, 1))).toBeUndefined());
  it.each(['', '#', '#%', '#{}', `#${JSON.stringify({ ...shown, html: '<b>' })}`])(
    'is nothing where %j is made up',
    (hash) => expect(shownBy(`chrome-extension://abc/popup/held.html${hash}`)).toBeUndefined(),
  );
  it('is not asked again because the held address says so', () => {
    expect(askedAt(`${PAGE}?url=https://a.example/?asked=12&x`)).toBeUndefined();
    expect(askedAt(`${PAGE}?asked=12x&url=https://a.example/`)).toBeUndefined();
  });
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
