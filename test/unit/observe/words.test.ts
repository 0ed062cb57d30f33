import { expect, it } from 'vitest';
import { ACCESS_ASKED, LETS_IN, onlyAsks, purposeOfWords, SAYS_YES } from '../../../src/observe/words.ts';
import { ELSEWHERE } from '../../../src/observe/words-elsewhere.ts';

it.each([
  ['Pay now', 'payment'],
  ['Pay €25.00', 'payment'],
  ['Confirm payment', 'payment'],
  ['Submit your card payment', 'payment'],
  ['Pay later', 'payment'],
  ['結帳', 'payment'],
  ['支払いを確定する', 'payment'],
  ['결제하기', 'payment'],
  ['确认支付', 'payment'],
  ['Zahlung bestätigen', 'payment'],
  ['Valider le paiement', 'payment'],
  ['Confirmar pago', 'payment'],
  ['Conferma pagamento', 'payment'],
  ['Betaling bevestigen', 'payment'],
  ['Potwierdź płatność', 'payment'],
  ['Godkänn betalningen', 'payment'],
  ['Bekræft betaling', 'payment'],
  ['Vahvista maksu', 'payment'],
  ['Ödemeyi onayla', 'payment'],
  ['Подтвердить оплату', 'payment'],
  ['ยืนยันการชำระเงิน', 'payment'],
  ['Επιβεβαίωση πληρωμής', 'payment'],
  ['Fizetés megerősítése', 'payment'],
  ['Potvrdit platbu', 'payment'],
  ['אישור תשלום', 'payment'],
  ['Підтвердити платіж', 'payment'],
  ['تأكيد الدفع', 'payment'],
  ['Сменить пароль', 'password-change'],
  ['Vaihda salasana', 'password-change'],
  ['Şifreyi değiştir', 'password-change'],
  ['เปลี่ยนรหัสผ่าน', 'password-change'],
  ['تغيير كلمة المرور', 'password-change'],
  ['Zwei-Faktor-Authentifizierung deaktivieren', 'password-change'],
  ['Разрешить доступ', 'oauth-grant'],
  ['Toegang toestaan', 'oauth-grant'],
  ['Alla med länken', 'permission'],
  ['Все, у кого есть ссылка', 'permission'],
  ['Bağlantıya sahip olan herkes', 'permission'],
  ['Passwort', undefined],
  ['Забыли пароль?', undefined],
  ['Maksutavat', undefined],
  ['Способ оплаты', undefined],
  ['Veröffentlichungsdatum', undefined],
  ['公開日', undefined],
  ['Доступ', undefined],
  ['Ödeme yöntemi', undefined],
  ['Zahlungsmethode bestätigen', undefined],
  ['Confirmar método de pago', undefined],
  ['Sposób płatności', undefined],
  ['Maksutapa', undefined],
  ['Transfer', 'transfer'],
  ['Transfer 500 EUR', 'transfer'],
  ['振り込む', 'transfer'],
  ['送金する', 'transfer'],
  ['确认转账', 'transfer'],
  ['이체하기', 'transfer'],
  ['Overmaken', 'transfer'],
  ['Buy it now', 'purchase'],
  ['注文を確定する', 'purchase'],
  ['提交订单', 'purchase'],
  ['Passer la commande', 'purchase'],
  ['Fazer pedido', 'purchase'],
  ['Tramitar pedido', 'purchase'],
  ['Confirmar meu pedido', 'purchase'],
  ['Оформить заказ', 'purchase'],
  ['Kupuję i płacę', 'payment'],
  ['Anyone with the link', 'permission'],
  ['Visible to everyone on the internet', 'permission'],
  ['Make available to public', 'permission'],
  ['Change visibility', 'permission'],
  ['Jeder mit dem Link', 'permission'],
  ['リンクを知っている全員', 'permission'],
  ['Add webhook', 'permission'],
  ['Generate token', 'password-change'],
  ['Create app password', 'password-change'],
  ['Add SSH key', 'password-change'],
  ['Turn off two-step verification', 'password-change'],
  ['パスワードを変更', 'password-change'],
  ['Delete my account', 'delete'],
  ['Remove from team', 'delete'],
  ['Usuń konto', 'delete'],
  ['Удалить аккаунт', 'delete'],
  ['계정 삭제', 'delete'],
  ['Xóa tài khoản', 'delete'],
  ['Supprimer le compte', 'delete'],
  ['Eliminar cuenta', 'delete'],
  ['Konto entfernen', 'delete'],
  ['Account verwijderen', 'delete'],
  ['Partager avec Sam', 'permission'],
  ['Delete all rows', 'delete'],
  ['Remove selected lines', 'delete'],
  ['Remove duplicate photos', 'delete'],
  ['End membership', 'delete'],
  ['Cancel booking', 'delete'],
  ['退会する', 'delete'],
  ['注销账号', 'delete'],
  ['Endgültig löschen', 'delete'],
  ['返信する', 'send'],
  ['Köp nu', 'purchase'],
  ['Slutför köp', 'purchase'],
  ['Gennemfør køb', 'purchase'],
  ['Vahvista tilaus', 'purchase'],
  ['Оформити замовлення', 'purchase'],
  ['Đặt hàng', 'purchase'],
  ['अभी खरीदें', 'purchase'],
  ['এখনই কিনুন', 'purchase'],
  ['ثبت سفارش', 'purchase'],
  ['خرید نهایی', 'purchase'],
  ['Nunua sasa', 'purchase'],
  ['קנה עכשיו', 'purchase'],
  ['ซื้อเลย', 'purchase'],
  ['پرداخت', 'payment'],
  ['भुगतान करें', 'payment'],
  ['ชำระเงิน', 'payment'],
  ['Thanh toán', 'payment'],
  ['Betala nu', 'payment'],
  ['Tuma pesa', 'transfer'],
  ['انتقال وجه', 'transfer'],
  ['টাকা পাঠান', 'transfer'],
  ['Chuyển khoản', 'transfer'],
  ['মুছে ফেলুন', 'delete'],
  ['हटाएं', 'delete'],
  ['Radera', 'delete'],
  ['Poista tili', 'delete'],
  ['שלח', 'send'],
  ['Gửi', 'send'],
])('%s: %s', (name, purpose) => {
  expect(purposeOfWords(name)).toBe(purpose);
});

it.each([
  'Pay attention mode',
  'Payment methods',
  'Continue to payment',
  'Payslips',
  'Transfer files to folder',
  'Transfer selected to the right',
  'Transfers',
  '送金履歴',
  '转账记录',
  '注文履歴',
  '购买记录',
  'Buy again list',
  'Buying guide',
  'Purchase history',
  'Remove filter: Red',
  'Delete filter',
  'Remove all filters',
  'Delete column',
  'Delete last character',
  'Remove highlight',
  'Remove duplicates',
  'Remove duplicate rows',
  'Remove blank rows',
  'Supprimer les doublons',
  'Eliminar duplicados',
  'Duplikate entfernen',
  'Remove from cart',
  'Remove from comparison',
  'Remove stop',
  'Borrar filtros',
  'Supprimer la ligne',
  'Eliminar de la lista',
  'Filter entfernen',
  'Stop verwijderen',
  'Partager le lien',
  'Compartir',
  'Usuń filtr',
  'Удалить фильтр',
  '필터 삭제',
  '목록에서 삭제',
  'Xóa bộ lọc',
  'Filter löschen',
  'Eingabe löschen',
  'Cancel',
  'Invitations',
  'Generate password',
  'Give consent',
  'Consent',
  'Authorization',
  '乗り換え検索',
])('%s is nothing of consequence', (name) => {
  expect(['payment', 'transfer', 'purchase', 'delete', 'permission', 'password-change', 'oauth-grant']).not.toContain(
    purposeOfWords(name),
  );
});

it('knows pages that ask for access by what stands over the button', () => {
  expect(SAYS_YES.test('Zulassen') && ACCESS_ASKED.test('NotesHelper möchte auf Ihr Konto zugreifen')).toBe(true);
  expect(SAYS_YES.test('Consent') && ACCESS_ASKED.test('NotesHelper wants to access your account')).toBe(true);
  expect(SAYS_YES.test('Continue') && ACCESS_ASKED.test('NotesHelper wants to access your account')).toBe(true);
  expect(SAYS_YES.test('許可する') && ACCESS_ASKED.test('NotesHelper がアカウントへのアクセスを求めています')).toBe(
    true,
  );
  for (const heading of ['We value your privacy', 'Access your account', 'Sign in to get access'])
    expect(ACCESS_ASKED.test(heading), heading).toBe(false);
  expect(SAYS_YES.test('Continue shopping')).toBe(false);
});

it.each(['Get a quote', 'Calculate transfer fee', 'Convert', 'Gebühren berechnen', 'Obtenir un devis', '手数料を計算'])(
  '%s only works something out',
  (name) => {
    expect(onlyAsks(name, true)).toBe(true);
  },
);

it.each(['Check IBAN', 'Validate', 'IBAN prüfen', 'Vérifier'])('%s only checks, where no sum is named', (name) => {
  expect([onlyAsks(name, false), onlyAsks(name, true)]).toEqual([true, false]);
});

it.each(['Check and pay', 'Get a quote and order', 'Verify payment', 'Confirm', 'Send', 'Checkout', 'Transfer'])(
  '%s does more than ask',
  (name) => {
    expect(onlyAsks(name, false)).toBe(false);
  },
);

it('knows fields that let somebody in', () => {
  for (const label of ['Add people', 'Forward a copy of incoming mail to', 'Grant access to your mailbox', 'Kopie an'])
    expect(LETS_IN.test(label), label).toBe(true);
  for (const label of ['To', 'E-mail address', 'Recipient', 'People', 'Invitation code', 'Step forward'])
    expect(LETS_IN.test(label), label).toBe(false);
});

it.each(['سبد خرید', 'খরিদ্দার', 'Köpvillkor', 'Lipa', 'Beliau', 'Ostatni'])('%s is no word of these', (name) => {
  expect(ELSEWHERE.purchase?.test(name)).toBe(false);
  expect(ELSEWHERE.payment?.test(name)).toBe(false);
  expect(ELSEWHERE.delete?.test(name)).toBe(false);
});
