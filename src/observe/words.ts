/**
 * What words on a control say about its purpose, in the languages most pages are written in. Order matters: the first
 * match wins, the gravest first. Cheap signs for the gate; the action-risk model judges what these leave open.
 */
import type { Purpose } from '../event/event.ts';

type Row = readonly [Purpose, RegExp];

const word = (list: string) => new RegExp(`(^|[^\\p{L}])(${list})($|[^\\p{L}])`, 'iu');

export const PURPOSE_WORDS: readonly Row[] = [
  [
    'password-change',
    word(
      '(change|reset|update|new|set) (your |my )?(password|passcode|pin)|passwort (ändern|zurücksetzen)|changer (le|mon) mot de passe|cambiar (la )?contraseña|alterar senha|cambia password|recovery (e-?mail|phone|code)s?|two-factor|2fa|security key',
    ),
  ],
  [
    'transfer',
    word(
      'transfer|send money|wire|überweis(en|ung)|virement|virer|transferir|transferencia|bonifico|overboeken|przelew|havale|перевести|перевод|轉帳|转账|振込|送金|송금|تحويل',
    ),
  ],
  [
    'payment',
    word(
      'pay( now)?|make payment|payment|donate|bezahlen|jetzt zahlen|payer|pagar|paga( ora)?|betalen|zapłać|öde|оплатить|付款|支付|支払う|결제|ادفع',
    ),
  ],
  [
    'purchase',
    word(
      '(place|confirm|complete|submit) (your |my )?order|buy( now| it now)?|purchase|order now|checkout now|start (free )?trial|(jetzt |kostenpflichtig )?(kaufen|bestellen)|zahlungspflichtig bestellen|acheter|commander|comprar|realizar pedido|acquista|ordina|kopen|bestellen|kup|zamów|satın al|купить|заказать|购买|下单|購入|注文する|구매|주문|اشتر',
    ),
  ],
  [
    'oauth-grant',
    word(
      'authorize|authorise|grant access|allow access|autoriser l.accès|zugriff (erlauben|gewähren)|autorizar|consent',
    ),
  ],
  [
    'permission',
    word(
      'make admin|add (member|collaborator|user|admin)|share with|change role|invite|make public|public link|anyone with the link|freigeben|partager|compartir|condividi',
    ),
  ],
  [
    'delete',
    word(
      'delete|remove|erase|close (my )?account|deactivate|destroy|wipe|empty (trash|bin)|unsubscribe all|löschen|entfernen|supprimer|eliminar|borrar|excluir|elimina|cancella|verwijderen|usuń|sil|удалить|删除|刪除|削除|삭제|حذف',
    ),
  ],
  ['publish', word('publish|post|tweet|veröffentlichen|publier|publicar|pubblica|опубликовать|发布|投稿|게시|نشر')],
  [
    'send',
    word(
      'send|reply|forward|submit (a )?(comment|review|message)|senden|absenden|antworten|envoyer|répondre|enviar|responder|invia|rispondi|verzenden|wyślij|gönder|отправить|发送|送信|보내기|إرسال',
    ),
  ],
  [
    'login',
    word(
      'log ?in|sign ?in|anmelden|einloggen|se connecter|connexion|iniciar sesión|entrar|accedi|inloggen|zaloguj|giriş|войти|登录|登入|ログイン|로그인|تسجيل الدخول',
    ),
  ],
  [
    'signup',
    word(
      'sign ?up|register|create (an? )?account|registrieren|konto erstellen|s.inscrire|registrarse|cadastrar|registrati|注册|登録|가입',
    ),
  ],
  [
    'settings',
    word(
      'save (changes|settings|preferences)|settings|preferences|einstellungen|paramètres|ajustes|configuración|impostazioni|настройки|设置|設定|설정|forwarding',
    ),
  ],
  [
    'search',
    word('search|find|suche[n]?|rechercher|chercher|buscar|cerca|zoeken|szukaj|ara|найти|поиск|搜索|検索|검색|بحث'),
  ],
];

/** Free for a newsletter or a channel; a purchase where something is paid for it (`PAID`). */
export const SUBSCRIBE = word(
  'subscribe( now)?|(jetzt )?abonnieren|(s.)?abonner|abonnez-vous|suscrib(irse|irme|ete|ase|ir)|suscríb(ete|ase)|assin(ar|e)( agora)?|inscrev(a|er)-se|abbonati|abbonarsi|iscriviti|abonneren|subskrybuj|zasubskrybuj|abone ol|подписаться|订阅|訂閱|購読(する)?|구독(하기)?|اشترك',
);

/** What stands beside something that costs money: a sum, a price a month (not so many letters a month), a plan, a card. */
export const PAID =
  /[$€£¥₹₩₽₺]\s?\d|\d\s?([€£₹₩₽₺]|zł|kr\b|円|元|원|tl\b|руб|ر\.س|(usd|eur|gbp|chf|jpy|cad|aud|inr|brl|pln)\b)|\b(usd|eur|gbp|chf|us\$|r\$)\s?\d|(?<!\b(once|twice|times|e-?mails?|mails?|issues?|letters?|newsletters?)\s)\b(per|each) (month|year|week)\b|\/ ?(mo|mth|month|yr|year|week|monat|jahr|mois|mes|mês|mese|anno|maand|ay|мес)\b|\b(pro|im) (monat|jahr)\b|\bpar (mois|an)\b|\b(al|por) (mes|año|mês|ano|mese)\b|\ball.anno\b|\bper (maand|jaar)\b|\b(basic|standard|pro|plus|premium|family|student|annual|yearly|monthly|your|this|chosen|selected|choose an?) (plan|membership|subscription)s?\b|\b(billed|billing|renews|auto-?renew\w*|free trial|payment method|pay with|card (ending|number)|credit card|debit card|abrechnung|kreditkarte|zahlungsmethode|kostenpflichtig|tarif|facturé|carte bancaire|formule|facturad[oa]|tarjeta|cobrad[oa]|cartão|addebitat[oa]|carta di credito|creditcard|karta płatnicza|kredi kartı)\b|в месяц|в год|тариф|оплат|月額|年額|每月\s?\d|\/ ?月|套餐|信用卡|料金|プラン|クレジット|요금|결제|월\s?\d|شهري|بطاقة/iu;

/** Words that end a session: a page that offers them shows somebody signed in. */
export const SIGN_OUT = word(
  'log ?out|sign ?out|log ?off|abmelden|ausloggen|(se )?déconnecter|déconnexion|cerrar sesión|salir|sair|terminar sessão|esci|disconnetti|uitloggen|wyloguj( się)?|çıkış( yap)?|выйти|выход|退出登录|登出|注销|ログアウト|サインアウト|로그아웃|تسجيل الخروج|logga ut|log ud|logg ut|kirjaudu ulos|odhlásit( se)?|deconectare|αποσύνδεση|đăng xuất|keluar|ออกจากระบบ|התנתק|вийти',
);

/** Words on a field for an e-mail address or telephone that opens the account again, or gets its codes. */
export const RECOVERY = word(
  'recovery|security|backup|alternate|two-?factor|2fa|one-?time codes?|verification codes?|wiederherstellung|sicherheitscodes?|récupération|sécurité|secours|recuperación|seguridad|respaldo|recuperação|segurança|recupero|sicurezza|herstel|beveiliging|odzyskiwania|kurtarma|güvenlik|восстановлени[ея]|безопасности|резервн(ый|ая)|恢复|安全|备用|復旧|予備|セキュリティ|복구|보안|استرداد|الأمان',
);

export function purposeOfWords(text: string): Purpose | undefined {
  const short = text.slice(0, 200);
  return PURPOSE_WORDS.find(([, pattern]) => pattern.test(short))?.[0];
}
