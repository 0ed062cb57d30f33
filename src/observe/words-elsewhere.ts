/** The gravest words of `words.ts` in further languages: Nordic, Czech, Hungarian, Romanian, Greek, Hebrew, Ukrainian, Indonesian, Vietnamese, Thai, Hindi, Bengali, Persian, Urdu, Swahili; and in some of both to confirm a payment, which says less than to pay. */

import type { Purpose } from '../event/event.ts';
import { type Pattern, pattern } from './pattern.ts';

/** Letters and their marks: without these a word of Hindi or Bengali would end at its first vowel. */
const PART = '\\p{L}\\p{M}';
const word = (list: string, stretches = '(?!)') => pattern(`(?<![${PART}])(${list})(?![${PART}])|${stretches}`);

export const ELSEWHERE: Partial<Record<Purpose, Pattern>> = {
  transfer: word(
    'överför( pengar)?|skicka pengar|overfør( penge)?|send penge|siirrä rahaa|tee tilisiirto|převést peníze|odeslat platbu|átutalás|utalás indítása|transferă|trimite bani|μεταφορά χρημάτων|αποστολή χρημάτων|העבר(ת)? כסף|העברה בנקאית|переказати( гроші)?|kirim uang|chuyển (tiền|khoản)|पैसे भेजें|धन अंतरण|ट्रांसफर करें|টাকা পাঠান|(انتقال|واریز|حواله) (وجه|پول)|انتقال وجه|رقم بھیجیں|tuma pesa|hamisha pesa',
    'โอนเงิน',
  ),
  payment: word(
    'zahlung (bestätigen|ausführen)|(confirmer|valider) le paiement|(confirmar|realizar) ((el|o) )?(pago|pagamento)|conferma pagamento|betaling bevestigen|potwierdź płatność|(bekräfta|godkänn|bekræft|bekreft) beta(l|ln)ing(en)?|betala( nu)?|betal( nå| nu)?|maksa( nyt)?|zaplatit|zaplatiť|fizetek|fizetés indítása|plătește|plătiți|πληρώστε|πληρωμή τώρα|שלם( עכשיו)?|לתשלום|сплатити|оплатити|плати сега|bayar( sekarang)?|thanh toán|भुगतान करें|পেমেন্ট করুন|পরিশোধ করুন|پرداخت( کنید| نهایی)?|ادائیگی کریں|lipa sasa|lipia',
    'ชำระเงิน|จ่ายเงิน',
  ),
  purchase: word(
    'köp( nu)?|slutför köp(et)?|beställ( nu)?|køb( nu)?|gennemfør køb|bestil( nu)?|kjøp( nå)?|fullfør kjøp|bestill( nå)?|osta( nyt)?|tilaa( nyt)?|vahvista tilaus|koupit|objednat|dokončit objednávku|kúpiť|objednať|megveszem|megrendelem|megrendelés elküldése|cumpără( acum)?|plasează comanda|αγόρασε|αγοράστε|αγορά τώρα|ολοκλήρωση (αγοράς|παραγγελίας)|קנ(ה|ייה|י) עכשיו|לקנייה|בצע הזמנה|לרכישה|купити|замовити|оформити замовлення|beli( sekarang)?|pesan sekarang|buat pesanan|mua ngay|mua hàng|đặt (hàng|mua)|(अभी )?खरीदें|ऑर्डर करें|(এখনই )?কিনুন|অর্ডার করুন|(?<!سبد )خرید( کنید| نهایی)?|ثبت سفارش|خریدیں|nunua( sasa)?|weka oda|agiza sasa',
    'ซื้อเลย|ซื้อทันที|ซื้อสินค้า|สั่งซื้อ',
  ),
  delete: word(
    'radera|ta bort (kontot?|allt|permanent)|avsluta kontot?|slet( konto| alt| permanent)?|slett( konto| alt| permanent)?|poista (tili|kaikki|pysyvästi)|smazat(?! filtr)|zrušit účet|odstranit (účet|vše)|törlés|fiók megszüntetése|șterge(ți)?(?! filtr)|διαγραφή(?! φίλτρ)|מחק|מחיקת חשבון|видалити(?! (фільтр|рядок))|hapus(?! (filter|baris|dari daftar))|(xóa|xoá)(?! (bộ lọc|khỏi (danh sách|giỏ)))|हटाएं|हटाएँ|मिटाएं|मिटाएँ|মুছুন|মুছে ফেলুন|حذف( کنید| حساب)?|حذف کریں|futa( kabisa)?|verplaatsen naar prullenbak',
    'ลบ(บัญชี|ทั้งหมด|ถาวร|ข้อมูล)',
  ),
  send: word(
    'skicka|lähetä|odeslat|elküldés|küldés|trimite|αποστολή|שלח|надіслати|відправити|kirim|gửi|भेजें|পাঠান|ارسال( کنید)?|بھیجیں|tuma (ujumbe|sasa)',
    'ส่ง(ข้อความ|อีเมล)',
  ),
};

/** Words that end a session. */
export const SIGN_OUT_ELSEWHERE = word(
  'odhlásiť( sa)?|kijelentkezés|kilépés|ieși din cont|έξοδος|התנתקות|вихід|thoát|लॉग ?आउट( करें)?|साइन आउट( करें)?|লগ ?আউট( করুন)?|সাইন আউট( করুন)?|خروج( از حساب)?|لاگ آؤٹ|ondoka|toka nje',
);
