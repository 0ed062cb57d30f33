/**
 * The gravest words of `words.ts` in further languages: Nordic, Czech, Hungarian, Romanian, Greek, Hebrew, Ukrainian, Indonesian,
 * Vietnamese, Thai, Hindi, Bengali, Persian, Urdu, Swahili; and, in these and others, what is said with more than one word.
 */

import type { Purpose } from '../event/event.ts';
import { type Pattern, pattern } from './pattern.ts';

/** Letters and their marks: without these a word of Hindi or Bengali would end at its first vowel. */
const PART = '\\p{L}\\p{M}';
const word = (list: string, stretches = '(?!)') => pattern(`(?<![${PART}])(${list})(?![${PART}])|${stretches}`);

export const ELSEWHERE: Partial<Record<Purpose, Pattern>> = {
  'password-change': word(
    'wachtwoord (wijzigen|veranderen|opnieuw instellen)|(byt|ändra|återställ) lösenord(et)?|(skift|nulstil) adgangskode(n)?|(endre|bytt|tilbakestill) passord(et)?|(vaihda|nollaa) salasana|změnit heslo|zmeniť heslo|promijeni lozinku|jelszó (módosítása|megváltoztatása|cseréje)|schimb(ă|ați) parola|αλλαγή κωδικού|(שינוי|שנה|איפוס) סיסמה|(сменить|изменить|сбросить) пароль|(змінити|скинути) пароль|смени паролата|zmień hasło|zresetuj hasło|şifre(yi|mi)? (değiştir|sıfırla)|parola(yı|mı)? (değiştir|sıfırla)|(ubah|ganti) kata sandi|đổi mật khẩu|पासवर्ड बदलें|পাসওয়ার্ড (পরিবর্তন|বদল)|(تغییر|بازنشانی) رمز|پاس ورڈ تبدیل کریں|(تغيير|إعادة تعيين) كلمة (المرور|السر)|badilisha nenosiri|alterar palavra-passe|redefinir senha|reimposta password|réinitialiser (le|mon) mot de passe|restablecer (la )?contraseña' +
      '|(zwei-faktor-authentifizierung|2fa) (deaktivieren|aktivieren|ausschalten)|désactiver (la )?(double authentification|2fa)|desactivar (la )?(verificación en dos pasos|2fa)|disattiva (la )?(verifica in due passaggi|2fa)|desativar (a )?(verificação em duas etapas|2fa)|(wyłącz|выключить|отключить) (2fa|двухфакторную аутентификацию|weryfikację dwuetapową)',
    'เปลี่ยนรหัสผ่าน|ตั้งรหัสผ่านใหม่|重設密碼|更改密碼|(二段階|2段階)認証を(無効|オフ)|(关闭|停用)(两步验证|双重认证)|2단계 인증 (해제|끄기)',
  ),
  'oauth-grant': word(
    'consenti accesso|autorizza|permitir acesso|toegang (toestaan|verlenen)|(tillåt|bevilja) åtkomst|(tillad|giv) adgang|(tillat|gi) tilgang|(salli|myönnä) (pääsy|käyttöoikeus)|povolit přístup|povoliť prístup|zezwól na dostęp|(разрешить|предоставить) доступ|(дозволити|надати) доступ|hozzáférés engedélyezése|permiteți accesul|permite accesul|να επιτρέπεται η πρόσβαση|erişime izin ver|אפשר גישה|izinkan akses|cho phép truy cập|السماح بالوصول|اجازه دسترسی',
    'อนุญาตให้เข้าถึง|アクセスを許可|액세스 허용|접근 허용|允许访问|允許存取',
  ),
  permission: word(
    'iedereen met de link|openbaar maken|(toegang|document|map|bestand) delen|alla med länken|gör offentlig|alle med linket?|gør offentlig|gjør offentlig|alle med lenken|kaikki, joilla on linkki|tee julkiseksi|kdokoli s odkazem|zveřejnit|ktokoľvek s odkazom|zverejniť|każdy,? (kto ma|mający) link|upublicznij|все,? у кого есть ссылка|сделать (публичным|общедоступным|открытым)|усі,? хто має посилання|зробити (публічним|загальнодоступним)|bárki a link birtokában|nyilvánossá tétel|oricine are linkul|publică pentru toți|οποιοσδήποτε (έχει|με) το(ν)? (σύνδεσμο|link)|δημοσιοποίηση|bağlantıya sahip (olan )?herkes|herkese açık (yap|hale getir)|כל מי שיש לו (את )?הקישור|siapa saja yang memiliki link|jadikan publik|bất kỳ ai có (đường )?liên kết|công khai hóa|أي شخص لديه الرابط|جعله عام(ًا)?|هر کسی که پیوند را دارد|tornar público|qualsiasi persona con il link',
    'ทุกคนที่มีลิงก์|ทำให้เป็นสาธารณะ|知道連結的(任何)?人|公開する(?!日)',
  ),
  transfer: word(
    'överför|skicka pengar|overfør|send penge|siirrä rahaa|tee tilisiirto|převést peníze|odeslat platbu|átutalás|utalás indítása|transferă|trimite bani|μεταφορά χρημάτων|αποστολή χρημάτων|העבר(ת)? כסף|העברה בנקאית|переказати|kirim uang|chuyển (tiền|khoản)|पैसे भेजें|धन अंतरण|ट्रांसफर करें|টাকা পাঠান|(انتقال|واریز|حواله) (وجه|پول)|رقم بھیجیں|tuma pesa|hamisha pesa',
    'โอนเงิน',
  ),
  payment: word(
    'zahlung (bestätigen|ausführen|freigeben)|vahvista maksu|hyväksy maksu|potvrdit platbu|potvrdiť platbu|potvrdi plaćanje|fizetés (megerősítése|jóváhagyása)|confirm(ă|ați) plata|επιβεβαίωση πληρωμής|(אישור|אשר) (את ה)?תשלום|подтвердить (оплату|плат[её]ж)|підтвердити (оплату|платіж)|потвърди плащане(то)?|ödemeyi (onayla|tamamla)|konfirmasi pembayaran|تأكيد الدفع|(confirmer|valider) le paiement|(confirmar|realizar) ((el|o) )?(pago|pagamento)|conferma pagamento|betaling bevestigen|potwierdź płatność|(bekräfta|godkänn|bekræft|bekreft) beta(l|ln)ing(en)?|betala|betal|maksa|zaplatit|zaplatiť|fizetek|fizetés indítása|plătește|plătiți|πληρώστε|πληρωμή τώρα|שלם|לתשלום|сплатити|оплатити|плати сега|bayar|thanh toán|भुगतान करें|পেমেন্ট করুন|পরিশোধ করুন|پرداخت|ادائیگی کریں|lipa sasa|lipia',
    'ชำระเงิน|จ่ายเงิน|支払いを確認|確認支付|결제 ?승인',
  ),
  purchase: word(
    'köp|slutför köp(et)?|beställ|køb|bestil|kjøp|bestill|osta|tilaa|vahvista tilaus|koupit|objednat|dokončit objednávku|kúpiť|objednať|megveszem|megrendelem|megrendelés elküldése|cumpără|plasează comanda|αγόρασε|αγοράστε|αγορά τώρα|ολοκλήρωση (αγοράς|παραγγελίας)|קנ(ה|ייה|י) עכשיו|לקנייה|בצע הזמנה|לרכישה|купити|замовити|оформити замовлення|beli|pesan sekarang|buat pesanan|mua ngay|mua hàng|đặt (hàng|mua)|खरीदें|ऑर्डर करें|কিনুন|অর্ডার করুন|(?<!سبد )خرید|ثبت سفارش|خریدیں|nunua|weka oda|agiza sasa',
    'ซื้อเลย|ซื้อทันที|ซื้อสินค้า|สั่งซื้อ',
  ),
  delete: word(
    'radera|ta bort (kontot?|allt|permanent)|avsluta kontot?|slet|slett|poista (tili|kaikki|pysyvästi)|smazat(?! filtr)|zrušit účet|odstranit (účet|vše)|törlés|fiók megszüntetése|șterge(ți)?(?! filtr)|διαγραφή(?! φίλτρ)|מחק|מחיקת חשבון|видалити(?! (фільтр|рядок))|hapus(?! (filter|baris|dari daftar))|(xóa|xoá)(?! (bộ lọc|khỏi (danh sách|giỏ)))|हटाएं|हटाएँ|मिटाएं|मिटाएँ|মুছুন|মুছে ফেলুন|حذف|futa|verplaatsen naar prullenbak',
    'ลบ(บัญชี|ทั้งหมด|ถาวร|ข้อมูล)',
  ),
  send: word(
    'skicka|lähetä|odeslat|elküldés|küldés|trimite|αποστολή|שלח|надіслати|відправити|kirim|gửi|भेजें|পাঠান|ارسال|بھیجیں|tuma (ujumbe|sasa)',
    'ส่ง(ข้อความ|อีเมล)',
  ),
};

/** Words that end a session. */
export const SIGN_OUT_ELSEWHERE = word(
  'odhlásiť|kijelentkezés|kilépés|ieși din cont|έξοδος|התנתקות|вихід|thoát|लॉग ?आउट|साइन आउट|লগ ?আউট|সাইন আউট|خروج|لاگ آؤٹ|ondoka|toka nje',
);
