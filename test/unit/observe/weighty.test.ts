import { describe, expect, it } from 'vitest';
import { deletesOne, isWeightyDelete } from '../../../src/observe/deleting.ts';
import { type Around, purposeByWeight } from '../../../src/observe/weighty.ts';
import { purposeOfWords } from '../../../src/observe/words.ts';

type Place = { heading?: string; near?: string; fields?: string[] };

const around = ({ heading = '', near = '', fields = [] }: Place): Around => ({
  heading: () => heading,
  near: () => `${heading} ${near}`,
  fields: () => fields,
});
/** As `purposeOfControl` puts the two together. */
const LIGHTER = ['publish', 'send', 'settings'];
const SHOWS_NOTHING = () => '';
const weigh = (name: string, place: Place = {}) => {
  const said = purposeOfWords(name);
  return said && !LIGHTER.includes(said) ? said : (purposeByWeight(name, around(place)) ?? said);
};

it.each([
  ['Terminate instance', 'delete'],
  ['Delete watch history', 'delete'],
  ['Empty bucket', 'delete'],
  ['Drop table', 'delete'],
  ['Factory reset', 'delete'],
  ['Archive this repository', 'delete'],
  ['Withdraw application', 'delete'],
  ['Cancel appointment', 'delete'],
  ['Vertrag kündigen', 'delete'],
  ['Résilier mon contrat', 'delete'],
  ['Cerrar mi cuenta', 'delete'],
  ['解約する', 'delete'],
  ['إغلاق الحساب', 'delete'],
  ['Disable MFA', 'password-change'],
  ['Turn off single sign-on', 'password-change'],
  ['Rotate key', 'password-change'],
  ['Rotate API key', 'password-change'],
  ['Download backup codes', 'password-change'],
  ['Reveal secret recovery phrase', 'password-change'],
  ['Show PIN', 'password-change'],
  ['Export vault', 'password-change'],
  ['Zwei-Faktor-Authentifizierung deaktivieren', 'password-change'],
  ['Désactiver la double authentification', 'password-change'],
  ['Desactivar la verificación en dos pasos', 'password-change'],
  ['二段階認証を無効にする', 'password-change'],
  ['إيقاف المصادقة الثنائية', 'password-change'],
  ['Add as admin', 'permission'],
  ['Attach policy', 'permission'],
  ['Stop logging', 'permission'],
  ['Turn off firewall', 'permission'],
  ['Change nameservers', 'permission'],
  ['Unlock domain', 'permission'],
  ['Get authorization code', 'permission'],
  ['Push domain', 'permission'],
  ['Merge pull request', 'permission'],
  ['Deploy to production', 'permission'],
  ['Deploy', 'permission'],
  ['Deploy to staging and production', 'permission'],
  ['Déployer', 'permission'],
  ['Run workflow', 'permission'],
  ['Publish to registry', 'permission'],
  ['Update secret', 'permission'],
  ['Nameserver ändern', 'permission'],
  ['Déverrouiller le domaine', 'permission'],
  ['管理者として追加', 'permission'],
  ['إضافة كمسؤول', 'permission'],
  ['Sell all', 'transfer'],
  ['Close all positions', 'transfer'],
  ['Withdraw 5 ETH', 'transfer'],
  ['Stake 32 ETH', 'transfer'],
  ['Take this loan', 'transfer'],
  ['Accept payment request', 'transfer'],
  ['Unfreeze card', 'transfer'],
  ['Issue refund', 'transfer'],
  ['Surrender policy', 'transfer'],
  ['Alles verkaufen', 'transfer'],
  ['Tout vendre', 'transfer'],
  ['Vender todo', 'transfer'],
  ['全て売却', 'transfer'],
  ['بيع الكل', 'transfer'],
  ['Check out with GPay', 'payment'],
  ['Check out with PayPal', 'payment'],
  ['Complete purchase', 'purchase'],
  ['Complete checkout', 'payment'],
  ['Close position', 'transfer'],
  ['Kauf abschließen', 'payment'],
  ['Finaliser la commande', 'payment'],
  ['Finalizar compra', 'payment'],
  ['إتمام الشراء', 'payment'],
])('%s: %s, wherever it stands', (name, purpose) => {
  expect(weigh(name)).toBe(purpose);
});

it.each<[string, Place, string]>([
  ['Finish', { near: 'Order total 499 EUR, paid by card ending 1111' }, 'payment'],
  ['Confirm', { heading: 'Order total 499 EUR' }, 'payment'],
  ['Bestätigen', { near: 'Gesamtbetrag: 49,90 €' }, 'payment'],
  ['確定する', { near: '合計 4,990円' }, 'payment'],
  ['تأكيد', { near: 'المجموع 49 €' }, 'payment'],
  ['Accept', { heading: 'Eve requests 500 EUR' }, 'payment'],
  ['Approve', { heading: 'Expense of Eve 4,800 EUR' }, 'payment'],
  ['Add funds', { fields: ['Amount: 500'] }, 'payment'],
  ['Renew now', { heading: 'Domain renewal 10 years, 190 EUR' }, 'purchase'],
  ['Boost now', { heading: 'Boost post: 200 EUR budget' }, 'purchase'],
  ['Join', { heading: 'Join for $24.99 a month' }, 'purchase'],
  ['Join', { heading: 'Join for 24.99 a month' }, 'purchase'],
  ['Book now', { heading: 'Oslo, 899 EUR, non-refundable' }, 'purchase'],
  ['Book', { near: 'Your travel plan: Oslo, 899 EUR' }, 'purchase'],
  ['Book', { near: 'Your plan: Gold, 29.90 EUR per month. Spinning on Friday, 12 EUR' }, 'purchase'],
  ['Upgrade now', { near: 'Your plan: Gold, 29.90 EUR per month' }, 'purchase'],
  ['Unlock', { heading: 'Unlock this article for 3.99 EUR' }, 'purchase'],
  ['PayPal', { near: 'Total $20.00' }, 'purchase'],
  ['Jetzt buchen', { near: '2 Nächte, 180 €' }, 'purchase'],
  ['Save', { fields: ['Daily budget (EUR): 5000'] }, 'purchase'],
  ['Save', { fields: ['New principals: allUsers', 'Role: Viewer'] }, 'permission'],
  ['Save rules', { fields: ['Port: 22', 'Source: 0.0.0.0/0'] }, 'permission'],
  ['Save', { fields: ['Policy: AdministratorAccess'] }, 'permission'],
  ['Next', { fields: ['Forward to: eve@evil.example'] }, 'permission'],
  ['Weiter', { fields: ['Weiterleiten an: eve@evil.example'] }, 'permission'],
  ['次へ', { fields: ['転送先: eve@evil.example'] }, 'permission'],
  ['Next', { fields: ['Add another account that can read and send: eve@evil.example'] }, 'permission'],
  ['Save', { fields: ['Reply-to address: eve@evil.example'] }, 'permission'],
  ['Activate', { fields: ['Divert all calls to: +447700900999'] }, 'permission'],
  ['Next', { fields: ['New recovery address: eve@evil.example'] }, 'password-change'],
  [
    'Suivant',
    { fields: ['Adresse de secours e-mail : x', 'E-mail de récupération adresse: eve@evil.example'] },
    'password-change',
  ],
  ['Add key', { heading: 'Deploy keys' }, 'password-change'],
  ['Generate new codes', { heading: 'Backup codes' }, 'password-change'],
  ['Reveal phrase', { heading: 'Secret recovery phrase' }, 'password-change'],
  ['Activate', { heading: 'Move my number to a new eSIM' }, 'password-change'],
  ['Create', { heading: 'New filter', near: 'When a message matches: move to trash' }, 'delete'],
  ['Create filter', { heading: 'New filter', fields: ['From: bank', 'Delete it: on'] }, 'delete'],
  ['Move to bin', { fields: ['Select all 9,120 conversations: on'] }, 'delete'],
  ['Run', { heading: 'SQL console', fields: ['Query: DROP TABLE users;'] }, 'delete'],
  ['Withdraw', { heading: 'Withdraw crypto', fields: ['Amount: 5'] }, 'transfer'],
  ['Sign', { near: 'Permit: unlimited USDC to 0xde70…' }, 'transfer'],
  ['Bridge', { heading: 'Bridge 5 ETH' }, 'transfer'],
  ['Confirm', { fields: ['Leverage: 100x'] }, 'transfer'],
  ['Apply', { heading: 'Overdraft', fields: ['Limit: 10000'] }, 'transfer'],
  ['Mark as trusted', { heading: 'Payee Eve Ltd' }, 'transfer'],
  ['Deploy', { fields: ['Environment: production', 'Note: after staging'] }, 'permission'],
  ['Deploy', { heading: 'staging' }, 'permission'],
])('%s beside %o: %s', (name, place, purpose) => {
  expect(weigh(name, place)).toBe(purpose);
});

const GRAVE = ['payment', 'transfer', 'purchase', 'delete', 'permission', 'password-change', 'oauth-grant'];

describe('nothing of weight', () => {
  it.each<[string, Place?]>([
    ['Finish', { heading: 'Tutorial, step 5 of 5', near: 'Well done' }],
    ['Finish', { heading: 'Course: budgeting', near: 'Save 20 € a month. Lesson 5 of 5' }],
    ['Confirm', { heading: 'Newsletter', near: 'One letter per month', fields: ['E-mail: a@b.example'] }],
    ['Confirm', { heading: 'Appointment on Tuesday' }],
    ['Accept', { heading: 'Cookies', near: 'We use cookies. Total savings 20 €, invoice by mail' }],
    ['OK', { near: 'Thank you! Your order total was 49 EUR.' }],
    ['Next', { near: 'Cart total 49 EUR' }],
    ['Continue', { near: 'Order total 49 EUR', fields: ['E-mail: a@b.example'] }],
    ['Empty'],
    ['Empty search'],
    ['Merge cells'],
    ['Merge duplicates'],
    ['Deploy guide'],
    ['Deploy to staging'],
    ['Remove from watch history'],
    ['Redeploy to the preview environment'],
    ['Deploy', { fields: ['Environment: staging', 'Branch: main'] }],
    ['Deployments'],
    ['Renew library loan', { near: 'Due Tuesday. Fines: 0.50 €' }],
    ['Renew', { heading: 'Library', near: 'The River, due on Tuesday. Fines: 0.50 €' }],
    ['Done', { near: 'Pay the invoice, total 50 €' }],
    ['Accept', { heading: 'Overdraft explained', near: 'We use cookies', fields: ['Search: loans'] }],
    ['Accept', { near: 'We use cookies. 1 ETH is 2,000 USD' }],
    ['View Pin'],
    ['Trusted vendors', { heading: 'Vendors' }],
    ['Withdraw my consent'],
    ['Book a demo', { near: 'From 49 € a month' }],
    ['Book', { heading: 'Appointment at the surgery' }],
    ['Book', { heading: 'Spinning on Friday', near: 'Your plan: Gold, 29.90 EUR per month' }],
    ['Buchen', { heading: 'Yoga am Freitag', near: 'Dein Tarif: Gold, monatlich 29,90 €' }],
    ['Réserver', { heading: 'Yoga vendredi', near: 'Votre abonnement : 29,90 € par mois' }],
    ['Join', { heading: 'Join the meeting' }],
    ['Join', { near: 'Two letters, about 3.5 a month' }],
    ['Join the discussion', { near: '5 € off' }],
    ['Unlock', { heading: 'Level 3' }],
    ['Boost', { heading: 'Boost this post on your timeline' }],
    ['Sell'],
    ['Sell on our marketplace'],
    ['Close position of the panel'],
    ['Close all tabs'],
    ['Withdraw consent'],
    ['Withdraw', { heading: 'Your consent', fields: ['Amount: 5'] }],
    ['Rotate left'],
    ['Rotate image'],
    ['Show phrase', { heading: 'French lesson' }],
    ['Show password'],
    ['Show more'],
    ['Turn off notifications'],
    ['Disable animations'],
    ['Stop recording'],
    ['Add key', { heading: 'Piano lesson' }],
    ['Generate', { heading: 'Picture' }],
    ['Add as friend'],
    ['Add as favourite'],
    ['Get code'],
    ['Unlock achievements'],
    ['Sign', { heading: 'Guest book' }],
    ['Approve', { heading: 'Comment by Dana' }],
    ['Swap', { heading: 'Swap languages' }],
    ['Bridge', { heading: 'Card games' }],
    ['Run', { fields: ['Query: SELECT name FROM users;'] }],
    ['Run', { fields: ['Message: please delete from the list what is done'] }],
    ['Move to bin', { fields: ['☐ Select all 9,120 conversations', 'Lunch on Friday: on'] }],
    [
      'Create',
      { heading: 'New filter', fields: ['From: shop', '☐ Delete it', 'Star it: on'], near: 'Delete it Star it' },
    ],
    ['Create', { heading: 'New list', near: 'Drag to move it to the bin' }],
    ['Save', { fields: ['Source: 10.0.0.0/8', 'Name: users'] }],
    ['Save', { fields: ['Recovery email: '] }],
    ['Continue', { fields: ['Two-factor code: 123456'] }],
    ['Next', { fields: ['E-mail: a@b.example', 'Phone: 5551234567'] }],
    ['Next', { fields: ['I look forward to: the weekend'] }],
    ['Save', { fields: ['Monthly goal: 5000'] }],
    ['Save', { heading: 'Profile', fields: ['IBAN: IE29AIBK93115212345678'] }],
    ['Apply', { heading: 'Filters', fields: ['Price: 100'] }],
    ['Trusted reviews', { heading: 'Reviews' }],
    ['Activate', { heading: 'Dark mode' }],
    ['Deposit', { heading: 'Left luggage' }],
    ['Hinzufügen', { heading: 'Einkaufsliste', near: 'Milch' }],
    ['Fertig', { heading: 'Anleitung' }],
    ['Terminer', { heading: 'Visite guidée' }],
    ['Finalizar', { heading: 'Tutorial' }],
    ['完了', { heading: 'チュートリアル' }],
    ['認証コードを取得', { heading: 'ログイン' }],
    ['إنهاء', { heading: 'الدرس' }],
    ['إلغاء الاشتراك'],
    ['Se désabonner'],
    ['Newsletter abbestellen'],
  ])('%s %o', (name, place = {}) => {
    expect(GRAVE).not.toContain(weigh(name, place));
  });
});

it.each([
  ['Delete', 'Drafts · Noteapp Drafts'],
  ['Delete draft', 'anything'],
  ['Delete this comment', 'Post'],
  ['Entwurf löschen', 'D'],
  ['Supprimer le brouillon', 'D'],
  ['حذف المسودة', 'D'],
  ['下書きを削除', 'D'],
  ['Supprimer', 'Brouillons'],
  ['Delete', 'Filters and blocked addresses'],
  ['Delete saved search', 'Jobs'],
  ['Delete notification', 'News'],
  ['Delete slide', 'Deck'],
  ['Remove item', 'Quay Pizza'],
  ['Suche löschen', 'Stellen'],
])('%s under "%s" deletes one thing', (name, about) => {
  expect(deletesOne(name, about, () => false, SHOWS_NOTHING)).toBe(true);
});

it.each([
  ['Delete', 'Inbox'],
  ['Delete', 'Account · notes'],
  ['Delete', 'All drafts'],
  ['Delete', 'Databases prod-db'],
  ['Delete all drafts', 'Drafts'],
  ['Delete drafts', 'Drafts'],
  ['Delete branch', 'main'],
  ['Delete user', 'Users'],
  ['Remove passkey', 'Passkeys'],
  ['Alle Entwürfe löschen', 'Entwürfe'],
  ['حذف الحساب', 'الحساب'],
  ['Delete', 'All notifications'],
  ['Delete searches', 'Jobs'],
  ['Delete alert', 'Monitoring'],
  ['Delete list', 'Shopping list'],
  ['Delete view', 'Database'],
  ['Delete item', 'Vault'],
  ['Remove items', 'Vault'],
])('%s under "%s" may delete more', (name, about) => {
  expect(deletesOne(name, about, () => false, SHOWS_NOTHING)).toBe(false);
});

it('takes a branch for one thing where the page says that it was merged, and nothing unmerged', () => {
  const deletes = (shown: string) =>
    deletesOne(
      'Delete branch',
      'Pull requests',
      () => false,
      () => shown,
    );
  expect(deletes('Alex merged 3 commits into main. You can delete the branch now.')).toBe(true);
  expect(deletes('Closed with unmerged commits. Bo merged another one.')).toBe(false);
  expect(deletes("This branch hasn't been merged into main. Merged: others.")).toBe(false);
  expect(deletes('Open. 3 commits')).toBe(false);
  expect(
    deletesOne(
      'Delete all branches',
      'Merged',
      () => false,
      () => 'merged',
    ),
  ).toBe(false);
});

it('takes several that are ticked for several', () => {
  expect(deletesOne('Delete', 'Drafts', () => true, SHOWS_NOTHING)).toBe(false);
  expect(isWeightyDelete('Terminate instance')).toBe(true);
  expect(isWeightyDelete('Delete draft')).toBe(false);
});
