/** What is called so in requests that do something grave: things, verbs and fields. All lower case, in words. */
import { pattern } from './pattern.ts';

export const PASS = pattern(
  /\b(pass ?(word|wort|code|phrase|wd)?|pwd|pin|kennwort|mot de passe|mdp|contrase[nñ]a|clave|senha|parola|wachtwoord|has[lł]o|[sş]ifre|l[oö]senord)s?\d?( (confirm\p{L}*|again|repeat\p{L}*|wiederhol\p{L}*|value|new|old|\d))?$|парол|密码|密碼|パスワード|暗証番号|비밀번호|كلمة (ال)?(مرور|سر)/u,
);
const PASSWORD = '(password|passwd|pass|pwd|passwort|passcode|pin)';
export const SETS_PASS = pattern(
  `(^| )(change|set|update|reset) ((my|the|user|own|account) ){0,2}${PASSWORD}$|(^| )${PASSWORD} (change|update|set)$`,
);
/** Where somebody only shows that they know it. */
export const ASKS_PASS = pattern(/\b(confirm|check|sudo|current|forgot(ten)?|sign ?in|log ?in|verify)\b/u);
export const NEW = pattern(
  /^(new|neues?|nouveau|nouvelle|nuev[ao]|nov[ao]|nuov[ao]|nieuw\p{L}*|nowe|yeni|nytt)\b|\bnew$|新|новый|새|جديد/u,
);
export const REPEATED = pattern(
  /\b(confirm\p{L}*|repeat\p{L}*|again|re ?enter|retype|wiederhol\p{L}*|verification)\b|2$/u,
);
export const OLD = pattern(
  /\b(old|current|existing|alt(es)?|aktuell\p{L}*|actuel|actual|ancien|anterior)\b|旧|現在|当前/u,
);
export const CHANGES = pattern(
  /\b(change|set|update|reset|edit|modify|save|replace|[aä]nder\p{L}*|aendern|changer|modifier|cambiar|alterar|cambia)\b|変更|修改|변경/u,
);
export const EMAIL = pattern(
  /\b(e ?mails?( address)?|correo( electr[oó]nico)?|courriel|e ?mail ?adresse|indirizzo e ?mail)$|メール(アドレス)?$|邮箱|이메일/u,
);
export const RECOVERY = pattern(
  /\b(recovery|backup|alternat(e|ive)|secondary|rescue|wiederherstellung\p{L}*|secours|r[eé]cup[eé]ration|recuperaci[oó]n|recupera[cç][aã]o|respaldo|recupero)\b|\bsecurity (e ?mail|phone)|復旧|再設定|恢复|복구/u,
);
/** Of the person whose account it is. */
export const OWN = pattern(
  /(^|\/)(me|self|account|accounts|profile|user|users|settings|preferences|security|my account|konto|profil|einstellungen|compte|cuenta|conta|perfil|ajustes)(\/|$)/u,
);
export const OWN_SELF = pattern(
  /(^|\/)(me|self|accounts?|users?|profile|security|konto|profil|compte|cuenta|conta|perfil)(\/|$)/u,
);
export const SIGNS_UP = pattern(
  /(^|\/)(sign ?up|register|registration|registrierung|join|onboarding|setup|install|invitations?|login|log ?in|sign ?in|sessions?|wifi|wi fi|meetings?|rooms?)(\/|$)/u,
);

export const SECOND = pattern(
  /(2fa|2sv|\b(mfa|t?otp|(two|multi|second|2) ?(factor|step)s?|authenticators?|passkeys?|webauthn|security keys?|zwei faktor))( (auth(entication)?|verification|login|enabled|active|required|status|on|disable|off))?(\/|$)/u,
);
export const SECOND_CALL = pattern(
  /2fa|2sv|\b(mfa|t?otp|(two|multi|second|2) ?(factor|step)s?|authenticators?|passkeys?|webauthn|security keys?|zwei faktor)\b/u,
);
export const FACTORS = pattern(/(^|\/)factors$/u);
export const OFF = pattern(
  /\b(disabled?|off|deactivate|remove|delete|reset|unenroll|unregister|revoke|deaktivieren|ausschalten|entfernen|d[eé]sactiver|desactivar|desativar|disattiva)\b|無効|解除/u,
);
export const STATE = pattern(
  /^(enabled|active|method|status|state|on|required|value|is enabled|is active|type|preferred)$/u,
);

const KEY =
  '((api|access|personal access|personal|deploy|ssh|gpg|secret|service account|client|live) )+(keys?|tokens?|secrets?)|api ?keys?|(app|application) passwords?|api credentials';
const MAKES = '(create|generate|add|new|make|issue|mint|regenerate|rotate|roll|erstellen|neu|cr[eé]er|crear)';
export const MAKES_KEY = pattern(`(^| )${MAKES} (new |my |user )?(${KEY})$|(^| )(${KEY}) ${MAKES}$`);
export const KEY_PLACE = pattern(
  `(^|/)(${KEY}|(user|account|settings|me|developers?|security|service accounts?)/(:/)?((api|access)/)?(keys|tokens))(/${MAKES})?$|(^|/)(keys|tokens)/(regenerate|rotate|roll)$|(^|/)(backup|recovery) codes/${MAKES}$|(^|/)(apps?|applications?|clients?)/:/secrets$`,
);
export const MAKES_TOKEN = pattern(/(^| )(tokens? (create|generate|new)|(create|generate|new) tokens?)$/u);
/** Of a thing that is a key, and not of one that tells which device or page it is. */
export const SCOPES = pattern(/\b(scopes?|abilities|permissions|expir\p{L}*)\b/u);

const PEOPLE =
  '(members?|memberships?|collaborators?|admins?|administrators?|owners?|maintainers?|delegates?|co owners?|people|teammates?|mitglied(er)?|membres?|miembros?)';
const INVITES =
  '(invites?|invitations?|einladen|einladung(en)?|inviter|invitar|invitaci[oó]n|convidar|invitare|招待|邀请|초대)';
export const INVITES_PLACE = pattern(`(^|/)${INVITES}(/(send|create|new|batch|bulk|add))?$`);
export const PEOPLE_PLACE = pattern(`(^|/)${PEOPLE}(/(add|create|new|invite))?$`);
export const PUTS_PEOPLE = pattern(/(^|\/)(collaborators?|members?|memberships?|admins?|owners?|delegates?)\/[^/]+$/u);
export const GRANTS_ACCESS = pattern(/(^|\/)(permissions|acl|shares?|sharing|access)(\/(add|create|new))?$/u);
export const ADDS_PEOPLE = pattern(
  `(^| )(invite|add|create|send) ((new|team|org|organi[sz]ation|workspace|project|repo|repository|group) )*(${PEOPLE}|users?|invit\\p{L}*)( invit\\p{L}*)?$|(^| )${PEOPLE} (add|invite)$|^${INVITES}$`,
);
/** Where people meet for a while. */
export const GATHERS = pattern(
  /(^|\/)(events?|meetings?|calls?|calendars?|channels?|conversations?|chats?|rooms?|threads?|games?|part(y|ies)|friends?|referrals?|waitlists?)(\/|$)/u,
);
export const SOMEBODY = pattern(
  /\b(e ?mails?|user( ?name| id)?|member( id)?|login|invitees?|collaborator|correo|courriel|mail|id|who)s?$/u,
);
export const ROLE = pattern(
  /^((new|user|member|org|team) )?(roles?( name)?|access( level)?|permissions?( level)?|rights|rolle|r[oô]le|rol|ruolo|fun[cç][aã]o|set|type|права|役割|角色|역할)$/u,
);
export const GREAT = pattern(
  /^(role[ _:.-])?((super|site|org\w*|workspace|global|co|team|account|system)[ _-]?)?(admin(istrator\w*|istrador|istrateur)?|owner|maintain(er)?|root|superuser|full([ _-](access|control))?|inhaber|eigent[uü]mer|propri[eé]taire|propietari[oa]|propriet[aá]ri[oa]|管理者|所有者|管理员|관리자)$/iu,
);
export const GREAT_FLAG = pattern(/^(is |site |super )?(admin|owner|superuser|super user|staff|administrator)$/u);
export const MAKES_GREAT = pattern(
  /(^| )(grant|make|give|promote( to)?|set( as)?) ((super|site|co) ?)?(admin(istrator)?|owner|superuser|moderator)$/u,
);
export const WHOSE = pattern(
  /\b(members?|memberships?|users?|collaborators?|teams?|roles?|orgs?|organi[sz]ations?|workspaces?|access|people|accounts?|permissions?)\b/u,
);

export const SEEN = pattern(
  /^((new|repo(sitory)?|project|default|link) )?(visibility|privacy|access|audience|sharing|shared with|sichtbarkeit|visibilit[eé]|visibilidad|公開範囲|who can (see|view|access).{0,20})( view)?$/u,
);
export const EVERYBODY = pattern(
  /^(public(ly)?|every(one|body)|any(one|body).{0,20}|world|internet|[oö]ffentlich|publi(c|que)|p[uú]blico|pubblico|公開|公开|공개)$/iu,
);
export const PUBLIC = pattern(/^(is )?public(ly visible)?$/u);
export const PRIVATE = pattern(/^(is )?private$/u);
export const SETS = pattern(
  /(^|\/)(settings?|visibility|privacy|shar(e|ing)|permissions?|publish|update|edit|save|access|make public|toggle public|change visibility)$/u,
);
/** What is set there is who may see it, and nothing besides. */
export const SETS_SEEN = pattern(/(^|\/)(visibility|privacy|shar(e|ing)|permissions?|access|change visibility)$/u);
/** Written for others. */
export const POSTED = pattern(
  /(^|\/)(posts?|status(es)?|stor(y|ies)|tweets?|comments?|reels?|videos?|playlists?|events?)(\/:)?$/u,
);
export const MAKES_PUBLIC = pattern(/\b(make|set|go|switch|convert)( to)?( \p{L}+)? public$|^publici[sz]e$/u);
/** What somebody writes, and may well let all read. */
export const WRITTEN = pattern(
  /\b(title|text|content|body|description|caption|message|name|summary|status|comment|bio)$/u,
);

/** By opening an address, too; verbs that mean else besides only of a thing that is kept. */
const GONE =
  '(delete|destroy|l(oe|ö)schen|supprimer|eliminar|borrar|excluir|elimina|cancella|verwijderen|usu(ń|n)|удалить|削除|删除|삭제)';
/** Of what others share; somebody else is removed from it, or a window closed. */
const ENDS_SHARED = `(${GONE}|erase|purge|wipe|terminate|deactivate|k(ue|ü)ndigen|cl(ô|o)turer)`;
const ENDS = `(${ENDS_SHARED}|remove|close|fermer|cerrar)`;
const ONE =
  '(me|self|account|user|profile|organi[sz]ation|company|user account|my account|konto|benutzerkonto|compte|cuenta|conta|perfil|cadastro|アカウント|账号|账户|계정)';
const MANY =
  '(accounts|repos?|repositor(y|ies)|projects?|organi[sz]ations?|orgs?|workspaces?|tenants?|databases?|dbs?|servers?|instances?|clusters?|buckets?|domains?|volumes?|backups?|vaults?|mailbox(es)?|sites?|websites?|zones?|teams?|customers?|clients|patients?|employees?|students?|projekte?|projets?|proyectos?)';
const BEFORE =
  '((admin|settings|manage|orgs?|organi[sz]ations?|workspaces?|teams?|me|users?|accounts?|projects?|console|gateway|cloud|groups?|tenants?|security|privacy|billing|danger)/)*';
/** What `DELETE` deletes at once: ids are left out of a place. */
export const DELETED = pattern(
  `^${BEFORE}${ONE}(/:)?$|^((users?|accounts?)/)?(me|self|current)$|^((admin|manage)/)?users(/:)?$|^apps/[^/]+$|^${BEFORE}${MANY}(/[^/]+)?$|^repos(itories)?/[^/]+/[^/]+$|(^|/)databases?/[^/]+/(tables|schemas)/[^/]+$`,
);
/** What lies in one, and is not it. */
export const PART = pattern(
  /\/(subscription|star|stars|watch|follow|favou?rite|like|likes|avatar|logo|image|photo|icon|cache|session|sessions|members|users|tasks|items|comments|issues|labels|tags|branches|notes|notifications|searches|draft|drafts|pin|archive|lock|cover|banner|webhooks?|invitations?)$/u,
);
export const ENDS_PLACE = pattern(
  `(^|/)(${ONE}|accounts)/(:/)?${ENDS}( account)?$|(^|/)(${MANY}|users|subscriptions?|membership)/(:/)?${ENDS_SHARED}$|(^|/)${MANY}/[^/]+/${ENDS_SHARED}$|(^|/)${ENDS}(/| )(my |the |user )?(${ONE}|${MANY})$|(^|/)(subscriptions?|memberships?)/(:/)?(cancel|end)$`,
);
export const ENDS_CALL = pattern(
  `(^| )${ENDS} (my |the |own |user |current )?(${ONE}|${MANY})( (by id|permanently|forever|now))?$|^(${ONE}|${MANY}) ${ENDS}$`,
);
/** What has to be typed before something great goes. */
export const TYPED = pattern(/^(verify|confirm(ation)?( (name|text|phrase|value))?|confirm name|typed name)$/u);
/** What a database, or a device, is emptied by. */
export const EMPTIES = pattern(
  /(^|\/)((databases?|dbs?)\/([^/]+\/)?(drop|truncate|reset|flush)|(tables?|schemas?|indices)\/[^/]+\/(drop|truncate)|redis\/flush ?(all|db)|devices?\/:\/(erase|wipe))$/u,
);
export const GONE_LAST = pattern(
  `(^|/)${GONE}( (my |the |user )?(${ONE}|${MANY}))?$|(^|/)(${ONE}|${MANY}|users|tables|records|vms?)/([^/]+/)?(drop|erase|purge|wipe|truncate|remove)$`,
);
export const GONE_NEXT = pattern(`(^|/)(?<!(account|profile|me|konto|compte|cuenta)/)${GONE}/:$`);
export const GONE_BARE = pattern(`^(${GONE}|del)( id)?$`);
export const WHICH = pattern(
  /\b(u?id|guid|uuid|pk|key|name|slug|user|member|group|project|post|file|doc(ument)?|domain|invoice|order|record|row|product|account|course|p?id)$/u,
);
/** By a token that its page gave an address, it does what it says. */
export const TOKEN =
  /[?&](_?csrf\w*|_?xsrf\w*|csrfmiddlewaretoken|_?wpnonce|_?nonce|sesskey|authenticity_token|form_?key|security_?token|_token)=\w/i;
/** By its address alone something ends, whatever it is. */
export const ENDS_LAST = pattern(`(^|/)(${ENDS}|cancel|deactivate account)$`);
export const ENDS_BARE = pattern(`^(${ENDS})$`);
/** Whoever takes it away does it all day. */
export const SMALL = pattern(
  /\b(carts?|baskets?|bags?|(wish|watch) ?lists?|inbox|drafts?|comments?|notes?|bookmarks?|notifications?|messages?|mails?|alerts?|reminders?|tasks?|todos?|items?|likes?|favou?rites?|filters?|tags?|labels?|search(es)?|tabs?|modal|dialog|banner|popup|chat|window|issues?|tickets?|reactions?|highlights?|events?|e ?mails?|compar\p{L}*|playlists?|queue|votes?|saved?|recents?|downloads?|follow|friend requests?|emojis?|icons?|images?|keyboard)\b/u,
);

export const PAYEES = pattern(
  /(^|\/| )(payees?|beneficiar(y|ies)|recipients?|counterpart(y|ies)|(zahlungs)?empf(ae|ä)nger|b[eé]n[eé]ficiaires?|beneficiarios?|trusted accounts?|payouts?( (accounts?|settings|methods?))?|external accounts?|bank accounts?|begunstigden?|収款人|受取人)(\/(add|create|new|neu|save|trust|nuevo|nouveau))?$/u,
);
/** A field for it among others. */
export const PAYOUT = pattern(
  /\b(payouts?|payees?|beneficiary|auszahlungs\p{L}*|versement|cobro)\b.{0,20}\b(iban|account( (no|number))?|konto(nummer)?|compte|cuenta)$/u,
);
export const ADDS_PAYEE = pattern(
  /^(add|create|save|new|register|trust) (new |trusted |saved )?(payee|beneficiary|recipient|counterparty)$/u,
);
const MONEY =
  'daily|monthly|weekly|transfers?|payments?|withdrawals?|spend(ing)?|cards?|atm|credit|overdraft|purchases?|online|contactless';
export const LIMIT = pattern(`\\b(${MONEY})\\b.{0,30}\\blimits?( (amount|value))?$`);
export const LIMITS_PLACE = pattern(
  /(^|\/)(cards?|accounts?|transfers?|payments?|bank(ing)?|credit|overdraft|spending)\/(.{0,30}\/)?(\p{L}+ )?limits?(\/(increase|raise|update|set|change))?$|(^|\/)limits?\/(cards?|transfers?|payments?|withdrawals?|spending)$/u,
);
export const RAISES_LIMIT = pattern(`^(raise|increase|set|update|change|edit) .*\\b(${MONEY})\\b.*\\blimits?$`);
/** Of one's own making, or of children. */
export const OWN_LIMITS = pattern(/\b(budgets?|goals?|alerts?|parental|screen|usage|quotas?|rates?)\b/u);
export const BOARDS = pattern(/(^|\/)(decks?|boards?|lists?|columns?)(\/|$)/u);
export const UNLOCKS_CARD = pattern(
  /(^|\/)((credit|debit) )?cards?\/(:\/)?(unfreeze|unblock|unlock|reactivate|enable|entsperren|debloquer|débloquer|desbloquear)$|(^| )(unfreeze|unblock|unlock) ((debit|credit) )?card$|(^| )card (unfreeze|unblock|unlock)$/u,
);
export const CARD_PLACE = pattern(/(^|\/)((credit|debit) )?cards?(\/:)?(\/(lock|freeze|block|status|state))?$/u);
export const LOCKED = pattern(/^(is )?(locked|frozen|blocked|lock|freeze)$/u);

export const LETS_IN = pattern(/\boauth ?2?\b|\bopenid\b|(^|\/)authori[sz]e(\/|$)/u);
export const GRANTED = pattern(/(^|\/)(approve|allow|accept|grant)$/u);
export const DENIES = pattern(/^(deny|denied|cancel|reject|decline)/u);
export const GRANTS = pattern(/(^|\/)(authori[sz]e|consent|grant|approve|allow|accept|confirm|decision)$/u);
export const GRANTS_BY = pattern(
  /^(approved?|allow(ed)?|authori[sz]ed?|accept(ed)?|consent(ed)?|decision|grant(ed)?|confirm(ed)?|action|submit|agree(d)?)$/u,
);
export const YES = pattern(
  /^(1|true|yes|y|on|ok|allow(ed)?|accept(ed)?|approved?|authori[sz]ed?|grant(ed)?|agree(d)?|ja|oui|s[ií]|はい|delete)$/iu,
);
/** Who somebody is. */
export const BASIC = pattern(/^[ +,]*((openid|e-?mail|profile|name|user:email|basic)[ +,]*)+$/i);

/** Names by which an address says that it is meant. */
export const SURE = pattern(
  /^(confirm(ed|ation)?|sure|are you sure|really|force|ok|yes|approved?|accept(ed)?|agreed?|execute|submit(ted)?|save|commit|done|best(ae|ä)tigt|confirm[ée]r?|confirmar|confirmado|conferma)$/u,
);
/** What only shows something, or leaves no trace. */
export const SHOWS = pattern(
  /(^|\/)(search|find|list|filter|results?|help|docs?|documentation|wiki|faq|kb|knowledge( base)?|dictionary|topics?|questions?|permissions|tutorials?|learn|reference|manual|news|blog|articles?|guides?|view|show|preview|print|explore|browse|log ?out|sign ?out|log ?off|unsubscribe|opt ?out|newsletters?|cookies?|verify|download|export|reports?)(\/|$)/u,
);
/** What stands around the fields of what is changed. */
export const WRAPPED =
  /^((variables|input|data|params|attributes|body|payload|args|arguments|values?|form|fields|patch|changes|account|settings|preferences|project|repo|repository|member|resource|object|item|users?|members?|invites?|invitees|people|0) )+(?=\S)/;
export const PHONE_PLACE = pattern(/(^|\/)(phone|mobile|telephone|phone number|telefon|t[eé]l[eé]phone|tel[eé]fono)$/u);
