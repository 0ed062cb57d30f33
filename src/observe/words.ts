/**
 * What words on a control say about its purpose, in the languages most pages are written in. Order matters: the first
 * match wins, the gravest first. Cheap signs for the gate; the action-risk model judges what these leave open.
 */

import type { Purpose } from '../event/event.ts';
import { type Pattern, word } from './pattern.ts';
import { ELSEWHERE } from './words-elsewhere.ts';

type Row = readonly [Purpose, Pattern];

/** What is taken out of a view, or put back at once. */
const LIGHT =
  '(?! all (filters?|chips?|formatting|highlights?)|( (this|the|last|my|a|one))* (filters?|chips?|tags?|labels?|columns?|rows?|lines?|cells?|characters?|words?|formatting|highlights?|selection|sort|favou?rites?|bookmarks?|likes?|reactions?|duplicates|(duplicate|blank|empty) (rows?|lines?|cells?|values?)|coupons?|stops?|waypoints?|discounts?|railcards?|vouchers?|skills?|languages?|experience|from ((the|my|your) )?(\\p{L}+ )?history|from ((the|my|your) )?(cart|basket|bag|((shopping|reading|watch|wish) ?)?list|favou?rites?|compar\\p{L}+|queue|route)))';
/** The same where the verb comes first in other languages, and where it comes last. */
const LIGHT_AFTER =
  "(?! (\\p{L}{1,3}[ ’'])?(filtr|étiquet|etiquet|etichett|colonn|column|colun|ligne|fila|linha|riga|étape|parada|tappa|recherche|búsqueda|busca|ricerca|doublons|duplica[dt]|przystan|kolumn|wiersz|фильтр|строк|столб|останов|z (listy|koszyk|ulubion)|из (списк|корзин|избранн|сравнен)|(del?|du|da[il]?|dalla|d[oa]|de la) (lista|liste|compar\\p{L}*|favori|preferit|carr|panier|cesta)))";
const LIGHT_CLOSE = '(?<!(필터|목록에서|장바구니에서|검색어|행|열) ?)';
const LIGHT_BEFORE =
  '(?<!(^|[^\\p{L}])(filters?|filtern|eingabe|suche|auswahl|duplikate|spalte|zeile|zwischenstopp|halt|kolom|rij|tussenstop|stop) )';

export const PURPOSE_WORDS: readonly Row[] = [
  [
    'password-change',
    word(
      '(change|reset|update|new|set) (your |my )?(password|passcode|pin)|passwort (ändern|zurücksetzen)|changer (le|mon) mot de passe|cambiar (la )?contraseña|alterar senha|cambia password|recovery (e-?mail|phone|code|contact)s?|(turn|switch) (on|off) (2fa|two-(factor|step).*)|(disable|enable|remove) (2fa|two-(factor|step).*)|(add|remove) (a )?security key|(generate|create) (a )?(new )?(((api|access|personal|app|secret|deploy) )+(token|key|password)s?|tokens?)|add (an? )?(ssh|gpg|deploy) key',
      'パスワード(を)?(変更|再設定)|修改密码|更改密码|重置密码|비밀번호 (변경|재설정)',
    ),
  ],
  [
    'transfer',
    word(
      'transfer(?! (files?|folders?|selected|items?|lists?|data|photos?|images?|songs?|to (the )?(left|right)|calls?|tickets?|learning))|send money|wire|überweis(en|ung)|virement|virer|transferir|transferencia|bonifico|overboeken|overmaken|przelew|havale|перевести|перевод|تحويل|转账|轉帳|振込|送金|송금|이체',
      '(确认|立即|提交)转账|確認轉帳|振(り)?込(み)?(む|する|を?(実行|確定))|送金(する|を?(実行|確定))|송금하기|이체하기',
    ),
  ],
  [
    'payment',
    word(
      'pay(?! (attention|stubs?|slips?))|(make|confirm|submit|send|complete|authori[sz]e|approve|schedule) (\\p{L}+ ){0,2}payments?|donate|bezahlen|jetzt zahlen|payer|pagar|paga|betalen|zapłać|płacę|öde|оплатить|ادفع|付款|支付|結帳|결제',
      '(确认|立即|去)(付款|支付)|確認付款|支払(う|いを(確定|実行)する?)|お支払いを確定|결제(하기|요청)',
    ),
  ],
  [
    'purchase',
    word(
      '(place|confirm|complete|submit) (your |my )?order|buy(?!(ing|ers?| again| list))|purchase(?! (history|orders?|date))|order now|checkout now|start (free )?trial|(kaufen|bestellen)|acheter|commander|passer (la |ma )?commande|comprar|(realizar|fazer|fechar|concluir|confirmar|tramitar) (o |meu |el |mi )?pedido|acquista|ordina|kopen|kup|kupuję|zamów|zamawiam|satın al|siparişi onayla|купить|заказать|оформить заказ|подтвердить заказ|اشتر|购买|下单|購入|구매|주문',
      '(立即|确认|马上)(购买|下单)|提交订单|确认订单|購入(する|を?確定)|注文(する|を?確定)|(구매|주문)하기|바로 ?구매',
    ),
  ],
  [
    'oauth-grant',
    word(
      'authorize|authorise|grant access|allow access|autoriser l.accès|zugriff (erlauben|gewähren)|autorizar',
      'アクセスを許可|授权|授權',
    ),
  ],
  [
    'permission',
    word(
      'make (me |him |her |them )?admin|add (people|member|collaborator|user|admin|delegate)s?|share with|change role|invite(?! (only|settings|history))|make( it| available to)?( the)? public|public link|change visibility|visible to (everyone|anyone)|any(one|body) (with|who has) (the|this) link|(add|create) (a )?webhook|freigeben|jeder mit (dem|diesem) link|öffentlich machen|für alle sichtbar|partager avec|toute personne disposant du lien|rendre public|compartir con|cualquier(a| persona) (con|que tenga) el enlace|hacer públic[oa]|condividi con|chiunque (abbia|con) il link|rendi pubblico|qualquer pessoa com o link',
      'リンクを知っている|全員に公開|一般公開|知道链接|公开分享|링크가 있는|전체 공개',
    ),
  ],
  [
    'delete',
    word(
      `(delete|remove|erase)${LIGHT}|(close|cancel|terminate) (my |your |this )?(account|subscription|membership|plan|booking|reservation|flight|order)|end (my )?(membership|subscription)|deactivate|destroy|wipe|empty (trash|bin)|unsubscribe all|${LIGHT_BEFORE}(löschen|entfernen|verwijderen)|(supprimer|eliminar|borrar|excluir|elimina|cancella)${LIGHT_AFTER}|(usuń|удалить)${LIGHT_AFTER}|sil|删除|刪除|削除|${LIGHT_CLOSE}삭제`,
      '(确认|永久|彻底)(删除|刪除)|(删除|注销|刪除)(账号|账户|帳號|全部)|(アカウント|すべて|完全に)を?削除|削除(する|します)|退会(する)?|(계정|전체) ?삭제|삭제하기|탈퇴하기',
    ),
  ],
  ['publish', word('publish|post|tweet|veröffentlichen|publier|publicar|pubblica|опубликовать|发布|投稿|게시|نشر')],
  [
    'send',
    word(
      'send|reply|forward|submit (a )?(comment|review|message)|senden|absenden|antworten|envoyer|répondre|enviar|responder|invia|rispondi|verzenden|wyślij|gönder|отправить|送信|إرسال',
      '(送信|返信)する|发送|發送|전송하기|보내기',
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
  'subscribe|abonnieren|(s.)?abonner|abonnez-vous|suscrib(irse|irme|ete|ase|ir)|suscríb(ete|ase)|assin(ar|e)|inscrev(a|er)-se|abbonati|abbonarsi|iscriviti|abonneren|subskrybuj|zasubskrybuj|abone ol|подписаться|订阅|訂閱|購読(する)?|구독(하기)?|اشترك',
);

/** What stands beside something that costs money: a sum, a price a month (not so many letters a month), a plan, a card. */
export const PAID =
  /[$€£¥₹₩₽₺]\s?\d|\d\s?([€£₹₩₽₺]|zł|kr\b|円|元|원|tl\b|руб|ر\.س|(usd|eur|gbp|chf|jpy|cad|aud|inr|brl|pln)\b)|\b(usd|eur|gbp|chf|us\$|r\$)\s?\d|(?<!\b(once|twice|times|e-?mails?|mails?|issues?|letters?|newsletters?)\s)\b(per|each) (month|year|week)\b|\/ ?(mo|mth|month|yr|year|week|monat|jahr|mois|mes|mês|mese|anno|maand|ay|мес)\b|\b(pro|im) (monat|jahr)\b|\bpar (mois|an)\b|\b(al|por) (mes|año|mês|ano|mese)\b|\ball.anno\b|\bper (maand|jaar)\b|\b(basic|standard|pro|plus|premium|family|student|annual|yearly|monthly|your|this|chosen|selected|choose an?) (plan|membership|subscription)s?\b|\b(billed|billing|renews|auto-?renew\w*|free trial|payment method|pay with|card (ending|number)|credit card|debit card|abrechnung|kreditkarte|zahlungsmethode|kostenpflichtig|tarif|facturé|carte bancaire|formule|facturad[oa]|tarjeta|cobrad[oa]|cartão|addebitat[oa]|carta di credito|creditcard|karta płatnicza|kredi kartı)\b|в месяц|в год|тариф|оплат|月額|年額|每月\s?\d|\/ ?月|套餐|信用卡|料金|プラン|クレジット|요금|결제|월\s?\d|شهري|بطاقة/iu;

/** What asks for access to an account, where the button only says "Continue". */
export const ACCESS_ASKED =
  /\b(wants|would like|requests?|requesting|is asking) (to )?(access|permission)|\bgrant access to|möchte auf .{0,60} zugreifen|zugriff auf (ihr|dein) .{0,20}konto|souhaite accéder|quiere acceder|vuole accedere|アクセスを求め|アクセス権を|请求(访问|授权)|액세스(를| 권한)/iu;
export const SAYS_YES =
  /^(allow|accept|continue|agree|consent|confirm|yes|next|ok|zulassen|erlauben|weiter|akzeptieren|zustimmen|autoriser|accepter|continuer|permitir|aceptar|continuar|consenti|accetta|continua|許可(する)?|同意(する)?|続行|允许|同意|继续|허용|동의|계속)$/iu;

/** What keys to an account stand under, where the button only says "Create". */
export const KEYS =
  /\b((app|application) passwords?|(api|access|personal access|deploy) (tokens?|keys?)|(ssh|gpg) keys?)\b/i;
export const MAKES =
  /^(create|add|generate|new|erstellen|hinzufügen|créer|ajouter|crear|añadir|crea|aggiungi|作成|追加|创建|添加|생성|추가)$/i;
export const CONTACTS = /\b(recovery|trusted|emergency|legacy|inactive account) contacts?\b/i;

/** Words on a field that asks who else may see, or where else mail goes. */
export const LETS_IN =
  /\b(add people|invite|collaborators?|share with|grant access|delegate|forward (a )?(copy|all|incoming|mail|my)|(send|forward) (a )?cop(y|ies)|forwarding address|then (send|forward) to|weiterleit\w*|kopie an|transférer|reenviar|inoltra|personen hinzufügen)\b|転送先|转发到|轉寄|전달 주소/iu;

/** What a switch, or a list, that is a lock of the account is called. */
export const LOCK =
  /^(two-?(step|factor)( verification| authentication)?|2-?step verification|2fa|zwei-faktor-authentifizierung)$/i;

/** Words that end a session: a page that offers them shows somebody signed in. */
export const SIGN_OUT = word(
  'log ?out|sign ?out|log ?off|abmelden|ausloggen|déconnecter|déconnexion|cerrar sesión|salir|sair|terminar sessão|esci|disconnetti|uitloggen|wyloguj|çıkış|выйти|выход|退出登录|登出|注销|ログアウト|サインアウト|로그아웃|تسجيل الخروج|logga ut|log ud|logg ut|kirjaudu ulos|odhlásit|deconectare|αποσύνδεση|đăng xuất|keluar|ออกจากระบบ|התנתק|вийти',
);

/** Words on a field for an e-mail address or telephone that opens the account again, or gets its codes. */
export const RECOVERY = word(
  'recovery|security|backup|alternate|two-?factor|2fa|one-?time codes?|verification codes?|wiederherstellung|sicherheitscodes?|récupération|sécurité|secours|recuperación|seguridad|respaldo|recuperação|segurança|recupero|sicurezza|herstel|beveiliging|odzyskiwania|kurtarma|güvenlik|восстановлени[ея]|безопасности|резервн(ый|ая)|恢复|安全|备用|復旧|予備|セキュリティ|복구|보안|استرداد|الأمان',
);

const WORKS_OUT = word(
  'calculate|compute|estimate|simulate|compare|convert|quote|filter|search|find|look ?up|(get|see|show|view|request)( \\p{L}+){0,3} (quotes?|rates?|fees?|prices?|costs?|offers?)|\\p{L}* ?(berechnen|vergleichen|umrechnen|filtern)|angebot (einholen|anfordern)|calculer|comparer|convertir|simuler|filtrer|(demander|obtenir) (un |mon )?devis|calcular|comparar|simular|filtrar|(pedir|solicitar) (un )?presupuesto|calcola|confronta|converti|berekenen|oblicz|hesapla|рассчитать|احسب',
  '計算|照会|计算|查询|계산|조회',
);
const CHECKS = word(
  'check|validate|verify|\\p{L}* ?(prüfen|überprüfen)|vérifier|comprobar|verificar|controlla|verifica|controleren|sprawdź|проверить|تحقق',
  '検証|检查|检验|验证|검증',
);
const BESIDES = word('and|then|now|pay|payments?|send|buy|order|book|confirm|submit|und|et|y|e|jetzt|maintenant|ahora');

/** Whether a control only works something out, such as a fee or, where no sum is named, whether an account is right. */
export function onlyAsks(name: string, hasSum: boolean): boolean {
  return !BESIDES.test(name) && (WORKS_OUT.test(name) || (!hasSum && CHECKS.test(name)));
}

export function purposeOfWords(text: string): Purpose | undefined {
  const short = text.slice(0, 200);
  return PURPOSE_WORDS.find(([purpose, pattern]) => pattern.test(short) || ELSEWHERE[purpose]?.test(short))?.[0];
}
