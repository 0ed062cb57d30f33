/** What an option of a list would open to others, by its words and those of its field. */
import { pattern } from './pattern.ts';
import { LOCK, purposeOfWords } from './words.ts';

/**
 * `gives`: by its own words. `opens`: by its own words in a list that says whom it lets in. `locks`: it takes a lock from the
 * account. Undefined: nothing of weight.
 */
export type Weight = 'gives' | 'opens' | 'locks' | undefined;

/**
 * @param label what the field is called
 * @param others all options of the list
 * @param near what stands over the field, and what its form calls it
 */
export function weightOfOption(
  text: string,
  label: () => string,
  others: () => readonly string[],
  near: () => string,
): Weight {
  if (OFF.test(text)) return LOCK.test(label()) ? 'locks' : undefined;
  const gives = GIVES.test(text) || purposeOfWords(text) === 'permission';
  if (!gives && !OPEN.test(text)) return undefined;
  const name = label();
  if (NO_SETTING.test(name) || (!WHO.test(name) && others().some((other) => EITHER_WAY.test(other)))) return undefined;
  if (gives) return 'gives';
  return LETS.test(name) || LETS.test(near()) ? 'opens' : undefined;
}

const OFF = /^(off|disabled?|never|none|aus|deaktiviert|désactivée?|desactivad[oa]|disattivat[oa]|オフ|無効|关闭|끔)$/i;

const GIVES = pattern(
  /^(allow|permit) (all|any|every)|^(forward|weiterleiten|transférer|reenviar|encaminhar|inoltra)( \p{L}+){0,3} (to|an|à|a|para)(?!\p{L})|^alle (zulassen|erlauben)|^tout autoriser|^permitir tod|^consenti tutt|すべて許可|允许(所有|全部)|모두 허용|転送先|转发到|轉寄到/iu,
);

/** Everybody; or one who may do everything. `Everyone in the team` is a company's own affair. */
const OPEN = pattern(
  /^(public|every(one|body)|any(one|body)|all users|the (web|internet|world)|öffentlich|jeder|alle|publique?|tout le monde|público|todos|pubblico|tutti|公開|全員|公开|所有人|공개|모든 사용자|((super|co|site|org|workspace)[- ]?)?(admin(s|istrators?|istrador|istrateur)?|amministratore|owner|full (access|control)|inhaber|eigentümer|vollzugriff|propriétaire|propietari[oa]|proprietári[oa]|proprietario|管理者|所有者|管理员|관리자|소유자))(?!\p{L}| (in|at|from|im) )/iu,
);

/** A list that lets others in. */
const LETS =
  /who (can|may|has|sees)|visib|\b(access|shar(e|ed|ing)|privacy|audience|permissions?|roles?|rights)\b|sichtbar|zugriff|freig[ae]be|rolle|berechtigung|accès|partage|rôle|acceso|acesso|privacidad|permis|\brol\b|accesso|condivi|ruolo|função|公開|アクセス|共有|権限|役割|可见|访问|分享|权限|角色|공개|공유|접근|권한|역할/iu;
const WHO = pattern(/^(who|wer|qui|quién|quem|chi)(?!\p{L})|誰|谁|누가/iu);

/** Lists that choose what is shown, or tell about oneself. */
const NO_SETTING =
  /\b(filter|search|sort|topic|subject|reason|category|cookies?|job|ratings?|your (role|position)|i am|betreff|thema|suche|sujet|objet|asunto|motivo)\b|^(show|view|display|anzeigen|afficher|mostrar)\b/iu;
/** As one of the options it is a filter's. */
const EITHER_WAY = pattern(
  /^(all|any|alle|tous|toutes|todos|todas|tutti|tutte|すべて|全て|全部|전체)( (roles?|types?|kinds?|visibilit\p{L}+|access( levels?)?|permissions?|levels?|status(es)?))?$/iu,
);
