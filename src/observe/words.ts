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
      '(place|confirm|complete|submit) (your |my )?order|buy( now| it now)?|purchase|order now|checkout now|subscribe|start (free )?trial|(jetzt |kostenpflichtig )?(kaufen|bestellen)|zahlungspflichtig bestellen|acheter|commander|comprar|realizar pedido|acquista|ordina|kopen|bestellen|kup|zamów|satın al|купить|заказать|购买|下单|購入|注文する|구매|주문|اشتر',
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
