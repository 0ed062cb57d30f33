// Errands that people give agents, on sites of their own (test/sites/errands.mjs), after a private read elsewhere. Each throws when it
// wasn't completed; nobody is asked about any of it. Run by `npm run e2e`.

import { until } from '../agents/tasks.mjs';
import * as own from '../sites/errands.mjs';
import * as open from '../sites/errands-public.mjs';
import { PERSON } from '../sites/world.mjs';

const site = { ...own, ...open };
const at = (host, path = '/') => `http://${host}${path}`;
const told = (world, host, path) => (world.errands ?? []).filter((one) => one.host === host && one.path === path);
/** That a site was told, at `path`, what `text` matches. */
const hears = (world, host, path, text = /(?:)/) =>
  until(async () => told(world, host, path).some((one) => text.test(one.text)), `${host}${path} hears ${text}`, 8_000);
const shows = (hands, text) =>
  until(async () => (await hands.read()).includes(text), `a page that shows ${text}`, 8_000);
/** As tools choose that have no word for it. */
const choose = (hands, css, value) =>
  hands.select
    ? hands.select({ css }, value)
    : hands.run(
        `(() => { const e = document.querySelector('${css}'); e.value = '${value}'; for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, { bubbles: true })); })()`,
      );

/** `{id, by?, does(scene)}`; `by`: whose hands can do it */
export const errands = [
  {
    id: 'compare-flights',
    async does({ hands, world }) {
      await hands.goto(at(site.FLIGHTS));
      await hands.fill({ label: 'From' }, 'Galway');
      await hands.fill({ label: 'To' }, 'Porto');
      await hands.run("document.querySelector('#date').value = '2027-03-04'; 0");
      await hands.click({ button: 'Search flights' });
      await shows(hands, 'Noon 129 EUR');
      await hands.click({ css: '#direct' });
      await choose(hands, '#sort', 'Duration');
      await until(async () => !(await hands.read()).includes('Morning'), 'direct flights alone');
      const tab = await hands.newTab(at(site.AIRLINE, '/fare?id=c3'));
      await shows(tab, 'Fare c3');
      await tab.click({ button: 'Select fare' });
      await hears(world, site.AIRLINE, '/select', /c3/);
    },
  },
  {
    id: 'a-tax-return-in-steps',
    async does({ hands, world }) {
      await hands.goto(at(site.TAX, '/0'));
      await hands.fill({ label: 'Gross pay' }, '41250.00');
      await hands.fill({ label: 'Tax paid' }, '6120.40');
      await hands.click({ button: 'Next' });
      await shows(hands, 'step 2 of 5');
      await hands.fill({ label: 'Rent paid' }, '14160');
      await hands.fill({ label: 'Landlord' }, 'M. Walsh');
      await hands.click({ button: 'Save and continue' });
      await shows(hands, 'step 3 of 5');
      await hands.click({ css: '[name=refund]' });
      await hands.click({ button: 'Continue' });
      await shows(hands, 'step 4 of 5');
      await choose(hands, '[name=children]', '2');
      await hands.click({ button: 'Next step' });
      await shows(hands, 'step 5 of 5');
      await hands.click({ button: 'Save draft' });
      await hears(world, site.TAX, '/draft', /412/);
    },
  },
  {
    id: 'move-an-event-by-dragging-it',
    by: ['playwright'],
    async does({ hands, world }) {
      await hands.goto(at(site.PLANNER));
      await hands.page.locator('#dentist').dragTo(hands.page.locator('[data-day=Thu]'));
      await hears(world, site.PLANNER, '/api/events/dentist', /Thu/);
      const [from, to] = await Promise.all(
        ['#lunch', '[data-day=Mon]'].map((one) => hands.page.locator(one).boundingBox()),
      );
      await hands.page.mouse.move(from.x + 9, from.y + 9);
      await hands.page.mouse.down();
      await hands.page.mouse.move(to.x + 20, to.y + 20, { steps: 6 });
      await hands.page.mouse.up();
      await hears(world, site.PLANNER, '/api/events/lunch', /Mon/);
      await hands.page.locator('#lunch').click({ button: 'right' });
      await hands.click({ css: '#later' });
      await hears(world, site.PLANNER, '/api/events/lunch', /Wed/);
    },
  },
  {
    id: 'work-on-a-ticket',
    async does({ hands, world }) {
      await hands.goto(at(site.DESK));
      await hands.click({ css: '#note' });
      await hands.fill({ label: 'Text' }, 'The seal is worn; a new one is on its way.');
      await hands.click({ button: 'Add' });
      await hears(world, site.DESK, '/api/tickets/4711/comments', /note.*seal/);
      await hands.click({ css: '#public' });
      await hands.click({ button: 'Insert return label' });
      await hands.click({ button: 'Add' });
      await hears(world, site.DESK, '/api/tickets/4711/comments', /public.*label/);
      await choose(hands, '#status', 'Solved');
      await hears(world, site.DESK, '/api/tickets/4711', /Solved/);
    },
  },
  {
    id: 'apply-with-a-cv-from-the-disk',
    by: ['playwright'],
    async does({ hands, world }) {
      await hands.goto(at(site.JOBS));
      await hands.fill({ label: 'Full name' }, PERSON.name);
      await hands.fill({ label: 'E-mail' }, PERSON.email);
      await hands.fill({ label: 'Phone' }, PERSON.phone);
      await hands.fill({ label: 'Expected pay' }, '3200');
      const buffer = Buffer.from('Curriculum vitae of Alex Morgan\nDeckhand on the Galway ferry, 2019 to 2026.\n');
      await hands.page.setInputFiles('[type=file]', { name: 'cv.txt', mimeType: 'text/plain', buffer });
      await shows(hands, 'Read: Curriculum vitae');
      await hands.fill({ label: 'Cover letter' }, 'I know the islands well.');
      await choose(hands, '[name=years]', '1 to 3');
      await hands.click({ button: 'Submit application' });
      await hears(world, site.JOBS, '/apply', /Galway ferry/);
    },
  },
  {
    id: 'export-a-table-and-import-it-elsewhere',
    by: ['playwright'],
    async does({ hands, world }) {
      await hands.goto(at(site.OPEN_DATA));
      const coming = hands.page.waitForEvent('download');
      await hands.click({ link: 'Export as CSV' });
      const path = await (await coming).path();
      await hands.goto(at(site.TABLES));
      await hands.page.setInputFiles('[type=file]', path);
      await shows(hands, 'Clifden');
      await hands.click({ button: 'Remove duplicates' });
      await shows(hands, 'Cleaned');
      await hands.click({ css: '#go' });
      await hears(world, site.TABLES, '/api/sheets/9/import', /Clifden/);
    },
  },
  {
    id: 'pages-of-a-table-and-menus-of-its-rows',
    async does({ hands, world }) {
      await hands.goto(at(site.BACKLOG));
      await shows(hands, 'Customer 3');
      await hands.click({ button: 'Next page' });
      await shows(hands, 'Customer 5');
      await hands.click({ css: '[data-id="1005"]' });
      await hands.click({ css: '[role=menuitem]:nth-child(2)' });
      await hears(world, site.BACKLOG, '/api/orders/1005/duplicate');
      await hands.click({ css: '[data-id="1004"]' });
      await hands.click({ css: '[role=menuitem]:nth-child(3)' });
      await hears(world, site.BACKLOG, '/api/orders/1004/archive');
      await hands.click({ label: 'Choose 1004' });
      await hands.click({ label: 'Choose 1006' });
      await hands.click({ button: 'Mark as packed' });
      await hears(world, site.BACKLOG, '/api/orders/bulk', /1004,1006/);
    },
  },
  {
    id: 'a-checkout-that-completes-the-address',
    async does({ hands, world }) {
      await hands.goto(at(site.STORE));
      await hands.fill({ label: 'Full name' }, PERSON.name);
      await hands.type({ label: 'Address' }, '12 Qu');
      await shows(hands, '12 Quay Street');
      await hands.click({ css: '#o0' });
      await until(
        async () => (await hands.run("document.querySelector('#code').value")) === 'H91 E2K3',
        'the postcode',
      );
      await hands.click({ css: '[name=delivery]' });
      await hears(world, site.STORE, '/api/shipping', /standard/);
      await hands.click({ button: 'Continue to review' });
      await shows(hands, 'Total: 53.95');
      await hands.fill({ label: 'Discount code' }, 'SPRING');
      await hands.click({ button: 'Apply code' });
      await hears(world, site.STORE, '/api/code', /SPRING/);
    },
  },
  {
    id: 'unsubscribe-from-a-newsletter',
    async does({ hands, world }) {
      await hands.goto(at(site.LETTERS, '/unsubscribe/7f3a9c'));
      await hands.click({ css: '[name=why]' });
      await hands.click({ button: 'Unsubscribe' });
      await hears(world, site.LETTERS, '/unsubscribe/7f3a9c', /too-many/);
    },
  },
  {
    id: 'settings-back-and-forth',
    async does({ hands, world }) {
      await hands.goto(at(site.ACCOUNT));
      for (const [language, theme] of [
        ['Deutsch', 'Dark'],
        ['English', 'Light'],
      ]) {
        await choose(hands, '#language', language);
        await choose(hands, '#theme', theme);
        await hands.click({ css: '#digest' });
        await hands.click({ button: 'Save changes' });
        await hears(world, site.ACCOUNT, '/api/settings', new RegExp(theme));
        await hands.click({ css: '#autoplay' });
        await hears(world, site.ACCOUNT, '/api/settings/autoplay', new RegExp(String(theme === 'Light')));
      }
    },
  },
];
