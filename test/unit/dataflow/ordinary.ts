/**
 * Ordinary browsing, written for this test: private pages that a session may have read, and the text of requests that
 * have nothing to do with them (searches, forms, telemetry, messages, other people's pages of the same kinds).
 */
export const PRIVATE_PAGES: readonly { readonly source: string; readonly text: string }[] = [
  {
    source: 'bank.example',
    text: `Northfield Bank
Accounts
Payments
Cards
Log out
Good morning, Ann Ortega
Everyday account 44 7188 3920
Available balance €12,408.77
IBAN DE89 3704 0044 0532 0130 00
24/11/2026 REWE Markt Berlin −€43.18
23/11/2026 Salary Holm & Partner GmbH +€3,412.50
21/11/2026 Stadtwerke monthly instalment reference 2026-88127-A −€96.00
Your overdraft limit will be reviewed at the end of the quarter; we will write to you if anything changes.
© 2026 Northfield Bank. All rights reserved. Terms and conditions apply.
We use cookies to improve your experience.`,
  },
  {
    source: 'mail.example',
    text: `Inbox
Compose
Starred
Sent
Bruno Keller
Re: Thursday
Hi Ann, Thursday works for me, but can we make it half past two instead of two? I still have to bring the car back to the garage first.
Clinic am Park
Your results
Dear Ms Ortega, the results of your blood test are in. Please call 030 5550 1432 to arrange an appointment with Dr Lindner.
Parcel service
Your parcel 00340434161094042557 is on its way and will be delivered tomorrow between 9:00 and 13:00.
Security team
718204 is your verification code. Do not share it with anyone.
Thank you for your message. I am out of the office until Monday and will answer as soon as I am back.`,
  },
  {
    source: 'shop.example',
    text: `Your orders
Order 302-4471882-9917365 placed on 19 November 2026
Delivered to Ann Ortega, Lindenstrasse 14, 10969 Berlin
Standing desk, walnut, 160 × 80 cm – €349.00
Order 302-8820114-5538120 placed on 2 November 2026
Wireless keyboard with number pad – €59.99
Return or replace items
Buy it again
Need help with your order? Our customer service team is available around the clock.
Subtotal €408.99 Shipping €0.00 Total €408.99`,
  },
  {
    source: 'hr.example',
    text: `Payslip November 2026
Employee 004417
Gross salary 5,120.00 Net salary 3,412.50
Tax class 1 Tax id 86 095 742 719
Remaining holiday: 11.5 days
Your request for leave from 21 December to 2 January was approved by Martina Holm.
Performance review: Ann exceeded what we had agreed for the second half of the year, and we would like her to lead the migration project.`,
  },
];

export const UNRELATED: readonly string[] = [
  'https://search.example/?q=standing+desk+walnut+160',
  'https://search.example/?q=half+past+two+in+german',
  'https://search.example/?q=blood+test+results+meaning',
  'https://maps.example/dir?from=Berlin+Hbf&to=Lindenstrasse&date=2026-11-26&time=14:30',
  'https://news.example/2026/11/24/city-council-votes-on-new-tram-line?utm_source=newsletter&utm_campaign=241126',
  'https://cdn.example/assets/app-4f9c2b7e1d.min.js?v=20261124',
  'https://fonts.example/css2?family=Inter:wght@400;500;700&display=swap',
  'https://img.example/i/600x400/8f14e45fceea167a5a36dedd4bea2543.jpg',
  'name=John+Miller&email=john.miller%40mail.example&message=Hello%2C+I+would+like+to+know+whether+the+flat+is+still+available.&consent=on',
  'first=Maria&last=Rossi&street=Via+Roma+14&zip=20121&city=Milano&country=IT&phone=%2B39+02+555+0143',
  'checkin=2026-12-21&checkout=2027-01-02&adults=2&children=0&rooms=1&currency=EUR&max=349',
  'amount=349.00&currency=EUR&item=desk&qty=1&total=408.00',
  'https://metrics.example/collect?v=2&tid=G-8KX2Q1&cid=1734211094.1764115200&sid=1764115200&sct=3&dl=https%3A%2F%2Fshop.example%2F&dt=Shop&sr=1920x1080&ul=de-de&_p=718205',
  JSON.stringify({
    events: Array.from({ length: 40 }, (_, i) => ({
      t: 1_764_115_200_000 + i * 137,
      x: (i * 7919) % 1920,
      y: (i * 104_729) % 1080,
      id: `el-${i}`,
      v: (i * 48_271) % 1_000_003,
    })),
  }),
  JSON.stringify({
    query: 'query Products($first: Int!) { products(first: $first) { edges { node { id title price } } } }',
    variables: { first: 24 },
  }),
  JSON.stringify({
    sessionId: 'b7f1d3a0-5c2e-4e83-9d7a-1f0c8a6e2b44',
    page: '/pricing',
    referrer: 'https://search.example/',
    viewport: [1440, 900],
    tz: 'Europe/Berlin',
  }),
  'Hi Bruno, Friday works for me, but can we meet at three instead of half past? I have to pick up the children from school first.',
  'Dear Sir or Madam, I ordered a wireless keyboard three weeks ago and it has still not arrived. Could you please tell me where it is?',
  'Thank you for your message. We are happy to help and will get back to you as soon as possible.',
  'Do not share your code with anyone. Our staff will never ask you for it.',
  'Please call us to arrange an appointment with one of our doctors. The results of most tests are available within three days.',
  'We use cookies to improve your experience. © 2026 All rights reserved. Terms and conditions apply. Log out',
  'Your parcel arrives tomorrow between 9:00 and 13:00. Need help with this order? Our team is happy to help.',
  'Title: Migration project, second half of the year. Agenda: 1. what we had agreed 2. who leads 3. holiday until 2 January',
  'Order 304-1188277-0042915 placed on 19 November 2026. Total €59.99. Return or replace items. Buy it again.',
  'Available balance €1,208.70. IBAN GB82 WEST 1234 5698 7654 32. 24/11/2026 REWE Markt Köln −€18.43',
  'Sehr geehrte Frau Weber, vielen Dank für Ihre Anfrage. Gerne bestätigen wir den Termin am 24.11.2026 um 14:30 Uhr.',
  '尊敬的客户,您好。您的订单已发货,预计三天内送达,请注意查收。',
  'お世話になっております。ご注文の商品は明日発送いたします。よろしくお願いいたします。',
  'Добрый день! Подскажите, пожалуйста, можно ли перенести нашу встречу на пятницу?',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a text about code
  'const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0);\nconsole.log(`Total: ${total.toFixed(2)}`);',
  'user=annette&remember=1&lang=de&csrf=MTczNDIxMTA5NDE3NjQxMTUyMDA',
  'comment=Ann+was+great+and+answered+all+of+our+questions.+Five+stars%21&rating=5',
  'https://jobs.example/apply?ref=4418&source=feed&salary=5120',
  'https://search.example/?q=ferritin+11+%C2%B5g%2Fl+low&oq=ferritin&gs_lcp=Cgdnd3Mtd2l6EAMyBQgAEIAEMgUIABCABDIFCAAQgAQ6BAgAEEc',
  'https://books.example/isbn/978-3-16-148410-0?ean=9783161484100&asin=B08N5WRWNW',
  'https://maps.example/@52.5200066,13.404954,17z/data=!3m1!4b1!4m6!3m5!1s0x47a851e655f20989:0x26bbfb4e84674c63!8m2!3d52.5200066!4d13.404954',
  'tel=+49+30+5550+1499&fax=030+5550+1400&hours=09:00-18:30&since=1998-2026',
  'Call us: +44 20 7946 0958, +1 (212) 555-0187 or 0800 330 1000. VAT DE136695976, HRB 86891.',
  'from=2026-12-21T14:30:00.000Z&to=20270102&departure=1766327400&arrival=1767351600000',
  'ids=b7f1d3a0-5c2e-4e83-9d7a-1f0c8a6e2b44,0190a3b2-77c1-7d5e-8f60-2b9e4c1d3a55&trace=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI5OTIzNDUxIiwiaWF0IjoxNzY0MTE1MjAwLCJleHAiOjE3NjQxMTg4MDB9.c2lnbmF0dXJlLW9mLXNvbWVib2R5LWVsc2U',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  '!function(e,t){"object"==typeof exports?t(exports):t(e.a1b2c3d={})}(this,function(e){var t=0x5f3759df,n=[8675309,31415926,27182818],r="4a0b7c7d19e22f86";e.x=function(e){return(e^t)*n[e&1]>>>7}});',
  'price=1299.00&was=1499.00&sku=4006381333931&gtin=04006381333931&stock=12&weight=12500000',
  JSON.stringify({
    spans: Array.from({ length: 60 }, (_, i) => ({
      id: ((0x9e3779b97f4a7c15n * BigInt(i + 1)) % 2n ** 64n).toString(16),
      order: `30${i % 7}-${1_000_000 + ((i * 48_271) % 8_999_999)}-${1_000_000 + ((i * 69_621) % 8_999_999)}`,
      at: 1_764_115_200_000_000 + i * 137_911,
      short: ((i + 1) * 2_654_435_761).toString(36),
    })),
  }),
];

/** The known price: stock sentences of eight words or more, word for word on a private page and elsewhere, count as copies. */
export const STOCK_SENTENCES: readonly string[] = [
  'Your parcel is on its way and will be delivered tomorrow between 9:00 and 13:00.',
  'Need help with your order? Our customer service team is available around the clock.',
  'I am out of the office until Monday and will answer as soon as I am back.',
];
