/** Words that say enough by themselves; those of `words.ts` come first. */

import type { Purpose } from '../event/event.ts';
import { type Pattern, word } from './pattern.ts';

const OF = '((the|this|that|my|your|all|selected|new) ){0,2}';
const SECOND =
  '(mfa|2fa|otp|(multi|two|2)[- ](factor|step)( authentication| verification)?|sso|single sign[- ]on|saml|passkeys?|authenticator( app)?)';

export const ACTS: readonly (readonly [Purpose, Pattern])[] = [
  [
    'password-change',
    word(
      `(disable|deactivate|(turn|switch) off|remove|suspend) ${OF}(${SECOND}|(sign[- ]in|login|security) (alerts|notifications|approvals?))|(rotate|roll|regenerate) ${OF}((signing|access|api|secret|encryption|root|master|client|ssh|webhook|account|storage|private) ){0,3}(keys?|secrets?|tokens?|credentials?)|(generate|regenerate|create|get|download|show|view|reveal|copy|print) ${OF}(backup|recovery|2fa) codes|(reveal|show|view|export|copy|display|back up) ${OF}((secret|private) )?((recovery|seed|mnemonic|secret) phrase|mnemonic|private key)|(reveal|show|display) ${OF}(card )?(pin|cvv|cvc)|view (my|the|card) pin|export ${OF}(vault|passwords|private keys?)|(create|generate) ${OF}(service account )?key` +
        '|(mfa|2fa|sso|zwei-faktor-\\p{L}+|bestätigung in zwei schritten|single sign-on) (deaktivieren|ausschalten|entfernen)|schlüssel (rotieren|erneuern)|(backup|wiederherstellungs|sicherungs)-?codes (anzeigen|erstellen|generieren|herunterladen)|(wiederherstellungsphrase|seed-phrase|pin) anzeigen|(tresor|passwörter) exportieren' +
        '|désactiver (la |l.)?(double authentification|authentification (à (deux|2) facteurs|multifacteur)|validation en deux étapes|mfa|2fa|sso)|renouveler la clé|(générer|afficher) (de nouveaux |les |des )?codes de (secours|récupération)|(afficher|révéler) (la phrase( secrète| de récupération)|le (code )?pin|mon (code )?pin)|exporter (le coffre|les mots de passe)' +
        '|desactivar (la )?(verificación en dos pasos|autenticación (de (dos|doble) factor(es)?|en dos pasos|multifactor)|mfa|2fa|sso)|rotar (la )?clave|(generar|ver) (nuevos |los )?códigos de (respaldo|recuperación)|(mostrar|revelar|ver) (la frase (secreta|de recuperación)|el pin|mi pin)|exportar (las )?contraseñas' +
        '|(تعطيل|إيقاف|إلغاء) (المصادقة|التحقق بخطوتين|التحقق الثنائي).*|(إنشاء|عرض) (رموز|أكواد) (النسخ الاحتياطي|الاسترداد)|(عرض|إظهار) (عبارة الاسترداد|الرقم السري)|تدوير المفتاح|تصدير كلمات المرور',
      '([二2２]段階認証|[二2２]要素認証|多要素認証|MFA|2FA)を?(無効|オフ|解除|停止)|(キー|鍵)を?(ローテーション|再生成|再発行)|(バックアップ|リカバリー?|復旧)コードを?(生成|表示|発行|ダウンロード)|(リカバリー|シード|復元)フレーズを?表示|暗証番号を?表示|パスワードを?エクスポート',
    ),
  ],
  [
    'transfer',
    word(
      `sell (all|everything|my (shares|holdings|portfolio))|liquidate|close ((all|every|my|this|open) ){1,2}positions?|close positions?(?! \\p{L})|cash out|(take|accept|sign) (out )?${OF}loan|take out (a|this) loan|(accept|approve) ${OF}(payment|money) request|(unfreeze|unblock) ${OF}((debit|credit) )?card|(issue|approve|confirm|make) ((a|the|full|partial) ){0,2}(refund|payout|reimbursement)|refund (order|customer|buyer|in full|now)|withdraw (\\d[\\d.,]*( \\p{L}+)?|all|funds|money|cash|crypto|balance|now)|bridge (\\d[\\d.,]*( \\p{L}+)?|tokens|assets|now)|(un)?stake (\\d[\\d.,]*( \\p{L}+)?|all|now)|surrender ${OF}policy|increase ${OF}(overdraft|credit limit|transfer limit|card limit)` +
        '|alle[s]? verkaufen|alle positionen schließen|auszahlen lassen|kredit (aufnehmen|annehmen|abschließen)|karte entsperren|zahlungsanfrage (annehmen|akzeptieren)|rückerstattung (veranlassen|ausstellen)' +
        '|tout vendre|(clôturer|fermer) toutes les positions|retirer (les |des |mes )?fonds|souscrire (ce|le|un) (prêt|crédit)|débloquer (ma |la )?carte|accepter la demande (de paiement|d.argent)|rembourser (la commande|le client)' +
        '|vender todo|cerrar todas las posiciones|retirar (los )?(fondos|dinero)|(tomar|aceptar) (el |este )?préstamo|desbloquear (la |mi )?tarjeta|aceptar (la )?solicitud de pago|emitir (un )?reembolso' +
        '|بيع الكل|إغلاق جميع (المراكز|الصفقات)|سحب (الأموال|الرصيد)|قبول (القرض|طلب الدفع)|إلغاء تجميد البطاقة',
      '(すべて|全て|全部|全)(を)?(売却|決済)|出金(する|を?(実行|確定|申請))|借入(する|を?(申込|実行|確定))|カードの?(利用停止|ロック)を?解除|送金リクエストを?承認|返金(する|を?実行)',
    ),
  ],
  [
    'permission',
    word(
      `(add|make|set|promote)( \\p{L}+){0,3} (as|to) (an? )?((super|co)-?)?(admins?|owners?|administrators?)|make ((this|the|your|my) )?\\p{L}+ public|(grant|give)( \\p{L}+){0,3} (admin(istrator)?|owner|full|root) (access|rights|permissions?)|attach (polic(y|ies)|roles?)|(change|update|save|edit|set) ${OF}name ?servers|(unlock|push|release) ${OF}domain|(disable|turn off) ${OF}(transfer|registrar|domain) lock|(get|show|view|request|reveal) (the |my |an? )?((authori[sz]ation|auth|epp|transfer|porting) code|pac( \\p{L}+)*)|(stop|disable|turn off) ${OF}(audit )?(logging|trail)|(disable|turn off|suspend) ${OF}(audit log|firewall|encryption|versioning|(automatic )?backups|(deletion|termination|branch|account) protection|public[- ]access block)|(block (all )?|allow |enable )public access|merge (pull|merge) request|(squash|rebase) and merge|confirm (squash and )?merge|merge (in)?to (main|master|prod(uction)?)|enable auto-?merge|run workflow|promote to production|publish (to|on) (\\p{L}+ )?(registry|npm|pypi|production|live|marketplace|app ?store)|publish (package|release|version)|(update|add|create|save) ((the|an?|new|repository|environment|organi[sz]ation) ){0,2}secret|change to (a )?public (channel|group|board)|log ?in as (this )?user|impersonate( \\p{L}+)?` +
        '|als (admin(istrator)?|inhaber|eigentümer) (hinzufügen|festlegen)|zum admin(istrator)? machen|nameserver ändern|domain (entsperren|freigeben)|auth-?code (anzeigen|anfordern)|(audit-?)?protokollierung (beenden|deaktivieren|ausschalten)|in produktion bereitstellen|pull request (mergen|zusammenführen)' +
        '|ajouter (comme|en tant qu.) ?(administrateur|propriétaire)|nommer administrateur|(changer|modifier) les serveurs de noms|déverrouiller le domaine|(obtenir|afficher) le code (d.autorisation|de transfert)|désactiver la journalisation|déployer en production|fusionner la (pull request|demande)' +
        '|(añadir|agregar) como administrador|hacer administrador|cambiar (los )?servidores de nombres|desbloquear (el )?dominio|(obtener|ver) (el )?código de (autorización|transferencia)|desactivar (el )?registro de auditoría|desplegar en producción|fusionar (la )?(pull request|solicitud)' +
        '|(إضافة|تعيين) كمسؤول|تغيير خوادم الأسماء|إلغاء قفل النطاق|إيقاف سجل التدقيق|النشر في الإنتاج|دمج طلب السحب',
      '管理者(として追加|にする)|ネームサーバーを?変更|ドメインの?(ロックを?解除|移管)|(監査)?ログ(記録)?を?(停止|無効)|本番(環境)?(に|へ)デプロイ|プルリクエストをマージ',
    ),
  ],
  [
    'delete',
    word(
      `terminate ${OF}(\\p{L}+ )?(instances?|clusters?|servers?|vms?|machines?|environments?|employment|contracts?|nodes?)|empty ${OF}(\\p{L}+ )?(bucket|container|database|table|mailbox|recycle bin)|(drop|truncate|purge) ${OF}(tables?|databases?|schemas?|collections?|queues?|data|records)|drop (the |this )?course|factory reset|reset to factory( settings)?|archive ${OF}(repository|repo|workspace|organi[sz]ation)|decommission|withdraw (from )?${OF}(application|university|course|studies|programme?)|cancel ${OF}(appointment|policy|insurance|contract|surgery)|(submit|send|hand in) (my )?resignation` +
        '|(instanz|server|cluster) (beenden|terminieren)|(bucket|datenbank|tabelle|papierkorb) leeren|(vertrag|abo|konto|mitgliedschaft|versicherung) kündigen|konto schließen|auf werkseinstellungen zurücksetzen|termin absagen|bewerbung zurückziehen' +
        '|résilier( \\p{L}+){0,3}|(clôturer|fermer) (le |mon |ce )?compte|arrêter définitivement l.instance|vider (le |la )?(bucket|corbeille|base|table)|réinitialiser aux paramètres d.usine|annuler (le |mon )?rendez-vous|retirer ma candidature' +
        '|(terminar|finalizar) (la )?instancia|vaciar (el |la )?(bucket|papelera|tabla|base)|(cerrar|dar de baja) (mi |la )?cuenta|cancelar (mi |la |el )?(suscripción|contrato|cita|seguro)|restablecer (los )?(valores|ajustes) de fábrica|retirar (mi )?solicitud' +
        '|إنهاء (المثيل|العقد)|إفراغ (الحاوية|سلة \\p{L}+)|(إغلاق|إلغاء) الحساب|إلغاء (العقد|الحجز|الموعد)|إعادة ضبط المصنع',
      'インスタンスを?(終了|削除)|(バケット|ゴミ箱|データベース)を空に|解約(する|手続き)|工場出荷(時の)?状態|予約を?(取り消|キャンセルす)',
    ),
  ],
  [
    'payment',
    word(
      '(check ?out|continue|buy|book|order) (with|using|via) (g ?pay|google pay|apple pay|pay ?pal|klarna|shop ?pay|amazon pay|venmo|alipay)|(complete|finali[sz]e|finish) ((my|your|the) )?(purchase|order|booking|checkout|payment)|confirm and pay' +
        '|(kauf|bestellung|buchung) abschließen|(finaliser|valider|terminer) (la |ma |mon |l.)?(commande|achat|réservation|paiement)|(finalizar|completar) (la |el |mi )?(compra|pedido|pago|reserva)|finalizar compra|completa l.acquisto|megrendelés.*|(إتمام|تأكيد) (الشراء|الطلب|الدفع|الحجز)',
      '購入を?完了|予約を?確定',
    ),
  ],
];
