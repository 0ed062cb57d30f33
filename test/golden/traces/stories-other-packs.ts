/** Stories of the rules that `strict` and `read-only` add or replace, told as those of `balanced` are. */
import { active, byPage, byPerson, CALL, data, does, done, home, load, login, many, onPage, onPrivatePage, purpose, type RuleStories, risk, story, text, tier, to } from './stories.ts';

const inTask = { task: 'buy a mug' };

export const STRICT_STORIES: Readonly<Record<string, RuleStories>> = {
  'no-private-text-to-new-page': {
    fires: [
      story('the balance is typed where the mail is written', (s) => [load(s.mail), login(s.own), does('type', s.mail, home(s.mail), data(['private'], [s.own]))]),
      story('an address read in the mail is pasted at the shop', (s) => [active(s.mail), load(s.shop), does('paste', s.shop, data(['pii'], [s.mail]))]),
    ],
    quiet: [
      story('typed back where it was read', (s) => [login(s.own), does('type', s.own, data(['private'], [s.own]))]),
      story('what the person dictated', (s) => [login(s.own), does('type', s.shop, data(['pii'], []))]),
    ],
  },
  'private-text-elsewhere': {
    fires: [
      story('a receipt for another site', (s) => [login(s.own), active(s.shop), does('upload', s.shop, to(s.shop, true), data(['private', 'file'], [s.own]))]),
      story('a script says what was read to its own server', (s) => [login(s.own), does('request', s.shop, byPage, to(s.shop, true), data(['private'], [s.own]))]),
    ],
    quiet: [
      story('back where it was read', (s) => [login(s.own), does('submit', s.own, home(s.own), data(['private'], [s.own]))]),
      story('an address in a form', (s) => [login(s.own), does('submit', s.shop, to(s.shop, true), data(['pii'], [s.own]))]),
    ],
  },
  'shown-link-with-private-text': {
    fires: [
      story('a link by which one unsubscribes', (s) => [login(s.mail), load(s.mail, 'private'), does('navigate', s.mail, to(s.shop, true, 'get'), purpose('navigation', ''), data(['private', 'untrusted'], [s.mail, s.shop], 40))]),
    ],
    quiet: [
      story('a link without anything of the mail', (s) => [active(s.mail), load(s.mail, 'private'), does('navigate', s.mail, to(s.shop, true, 'get'), text(4))]),
    ],
  },
  'no-new-frame-on-private-page': {
    fires: [
      story('a script opens a frame to tell it things', (s) => [login(s.own), load(s.own, 'private'), does('request', s.own, to(s.evil, true, 'get'), onPrivatePage)]),
    ],
    quiet: [
      story('the payment frame it always shows', (s) => [login(s.shop), does('request', s.shop, to(s.pay, false, 'get'), onPrivatePage)]),
    ],
  },
  'call-after-private-read': {
    fires: [story('a meeting is joined', (s) => [login(s.mail), does('request', s.shop, CALL)])],
    quiet: [story('a meeting where nothing private was read', (s) => [load(s.shop), does('request', s.shop, CALL)])],
  },
  'otp-relay': {
    fires: [story('the code from the mail goes to the bank', (s) => [load(s.own), login(s.mail), does('type', s.own, data(['otp'], [s.mail]))])],
    quiet: [story('a code that the person dictated', (s) => [load(s.own), does('type', s.own, data(['otp'], []))])],
  },
  'no-submit-on-suspicious-page': {
    fires: [story('a form on a page that may give orders', (s) => [load(s.shop), risk(s.shop, 'controversial'), does('submit', s.shop, home(s.shop), text(20), onPage('controversial'))])],
    quiet: [story('a search there', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), purpose('search'), text(9), onPage('controversial'))])],
  },
  'unjudged-page': {
    fires: [
      story('a form on a page that could not be read', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), text(20), onPage('unavailable'))]),
      story('a tool of such a page', (s) => [load(s.shop), does('tool', s.shop, home(s.shop), text(20), onPage('unavailable'))]),
    ],
    quiet: [
      story('a search there', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), purpose('search'), text(9), onPage('unavailable'))]),
      story('a form on a page that was read', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), text(20), onPage('safe'))]),
    ],
  },
  'no-password-change': {
    fires: [story('a new password', (s) => [login(s.own), does('submit', s.own, home(s.own), purpose('password-change', 'Change password'), tier('high'))])],
    quiet: [story('signing in', (s) => [load(s.own), does('submit', s.own, home(s.own), purpose('login', 'Sign in'), data(['credential'], []))])],
  },
  'confirm-each-delete': {
    fires: [
      story('one message', (s) => [login(s.mail), does('click', s.mail, purpose('delete', 'Delete'), tier('low'))]),
      story('a form that deletes, long after its press', (s) => [login(s.own), does('submit', s.own, home(s.own), purpose('delete', 'Close account'), tier('high'))]),
    ],
    quiet: [story('the form of the press that was asked about', (s) => [login(s.own), done('click', s.own, purpose('delete', 'Delete')), does('submit', s.own, home(s.own), purpose('delete', 'Delete'))])],
  },
  'bulk-delete': {
    fires: [story('the seventh in two minutes', (s) => [login(s.mail), ...many(6, done('click', s.mail, purpose('delete', 'Delete'))), does('click', s.mail, purpose('delete', 'Delete'))])],
    quiet: [story('the form of the press that was asked about', (s) => [login(s.mail), done('click', s.mail, purpose('delete', 'Delete')), does('submit', s.mail, home(s.mail), purpose('delete', 'Delete'))])],
  },
  'confirm-publish': {
    fires: [
      story('a post', (s) => [load(s.shop), does('click', s.shop, purpose('publish', 'Post reply'), tier('low'))]),
      story('a mail', (s) => [login(s.mail), does('click', s.mail, purpose('send', 'Send'), tier('low'))]),
    ],
    quiet: [
      story('the form of the press that was asked about', (s) => [load(s.shop), done('click', s.shop, purpose('publish', 'Post')), does('submit', s.shop, home(s.shop), purpose('publish', 'Post'))]),
      story('a draft that is opened', (s) => [login(s.mail), does('click', s.mail, purpose('navigation', 'Drafts'))]),
    ],
  },
  'authenticate-before-access': {
    fires: [story('account pages of nobody', (s) => [load(s.own), does('click', s.own, purpose('account-data', 'Statements'))])],
    quiet: [story('after the sign-in', (s) => [login(s.own), does('click', s.own, purpose('account-data', 'Statements'))])],
  },
  'out-of-task-scope': {
    fires: [story('a form to a site that the task has not been to', (s) => [load(s.shop), does('submit', s.shop, to(s.mail, false), text(20), inTask)])],
    quiet: [
      story('to a site that it has been to', (s) => [{ ...load(s.mail), ...inTask }, { ...load(s.shop), ...inTask }, does('submit', s.shop, to(s.mail, false), text(20), inTask)]),
      story('where no task was said', (s) => [load(s.shop), does('submit', s.shop, to(s.mail, false), text(20))]),
      story('within the site', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), text(20), inTask)]),
    ],
  },
  'step-limit': {
    fires: [story('five hundred steps', (s) => [...many(500, done('navigate', s.shop, home(s.shop))), does('navigate', s.shop, home(s.shop))])],
    quiet: [story('four hundred', (s) => [...many(400, done('navigate', s.shop, home(s.shop))), does('navigate', s.shop, home(s.shop))])],
  },
  'origin-sprawl': {
    fires: [story('the twenty-first site', (s) => [...Array.from({ length: 20 }, (_, i) => done('navigate', s.shop, to(`site-${i}.test`, false, 'get'))), does('navigate', s.shop, to(s.pay, false, 'get'))])],
    quiet: [story('one site again and again', (s) => [...many(60, done('navigate', s.shop, to(s.pay, false, 'get'))), does('navigate', s.shop, to(s.pay, false, 'get'))])],
  },
  'report-errors-before-finish': {
    fires: [story('a failed form and silence', (s) => [done('submit', s.shop, { phase: 'failed' }), does('finish', s.shop)])],
    quiet: [story('a failed form, then a word', (s) => [done('submit', s.shop, { phase: 'failed' }), done('message', s.shop), does('finish', s.shop)])],
  },
};

export const READ_ONLY_STORIES: Readonly<Record<string, RuleStories>> = {
  'nothing-sent': {
    fires: [
      story('a form', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), purpose('send', 'Send'), text(20))]),
      story('a tool', (s) => [load(s.shop), does('tool', s.shop, home(s.shop), text(20))]),
    ],
    quiet: [
      story('a search', (s) => [load(s.shop), does('submit', s.shop, home(s.shop), purpose('search', 'Search'), text(9))]),
      story('the person sends it', (s) => [load(s.shop), does('submit', s.shop, byPerson, home(s.shop), purpose('send', 'Send'), text(20))]),
    ],
  },
  'nothing-entered': {
    fires: [story('a comment', (s) => [load(s.shop), does('type', s.shop, purpose('publish'), text(20))])],
    quiet: [
      story('a word to look for', (s) => [load(s.shop), does('type', s.shop, purpose('search'), text(9))]),
      story('a choice of a list', (s) => [load(s.shop), does('select', s.shop, purpose('settings'), text(2))]),
    ],
  },
  'nothing-pressed': {
    fires: [
      story('Buy', (s) => [load(s.shop), does('click', s.shop, purpose('purchase', 'Buy now'))]),
      story('Delete', (s) => [login(s.mail), does('click', s.mail, purpose('delete', 'Delete'))]),
      story('Owner in a list', (s) => [login(s.mail), does('select', s.mail, purpose('permission', 'Role: Owner'))]),
    ],
    quiet: [
      story('a link', (s) => [load(s.shop), does('click', s.shop, purpose('navigation', 'More'))]),
      story('a tab that unfolds', (s) => [load(s.shop), does('click', s.shop, purpose('other', 'Details'))]),
    ],
  },
  'no-data-in-links': {
    fires: [
      story('an account number in a link', (s) => [login(s.own), does('navigate', s.own, to(s.shop, false, 'get'), data(['private'], [s.own]))]),
      story('a script sends it', (s) => [login(s.own), does('request', s.own, byPage, to(s.pay, false), data(['pii'], [s.own]))]),
    ],
    quiet: [
      story('an order number', (s) => [load(s.shop), does('navigate', s.shop, to(s.pay, false, 'get'), text(12))]),
      story('within the site', (s) => [login(s.own), does('navigate', s.own, home(s.own), data(['private'], [s.own]))]),
    ],
  },
  'trifecta-by-link': {
    fires: [story('an address with something in it, after a planted post', (s) => [risk(s.shop, 'unsafe'), does('navigate', s.shop, to(s.evil, true, 'get'), text(20))])],
    quiet: [
      story('a bare one', (s) => [risk(s.shop, 'unsafe'), does('navigate', s.shop, to(s.evil, true, 'get'))]),
      story('after honest pages', (s) => [risk(s.shop, 'safe'), does('navigate', s.shop, to(s.evil, true, 'get'), text(20))]),
    ],
  },
  'clipboard-snoop': {
    fires: [
      story('a page reads the clipboard', (s) => [load(s.shop), does('clipboard.read', s.shop, byPage)]),
      story('the agent does, on a signed-in page', (s) => [login(s.mail), does('clipboard.read', s.mail, onPrivatePage)]),
    ],
    quiet: [story('the person pastes', (s) => [load(s.shop), does('clipboard.read', s.shop, byPerson)])],
  },
};
