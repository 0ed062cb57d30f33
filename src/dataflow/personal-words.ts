/** What signed-in pages call what they hold of a person, in the languages of most of the web; how it is written tells the rest. */

export type PersonalKind = 'born' | 'money' | 'number' | 'code' | 'key' | 'health' | 'address';

/** A space may be a dash, a line below, or nothing, as in the names that programs use. */
const WORDS: Readonly<Record<PersonalKind, string>> = {
  born:
    'date of birth|birth ?(date|day)|d\\.?o\\.?b\\.?|born( on)?|geburtsdatum|geburtstag|geboren( am)?|date de naissance|née? le|fecha de nacimiento|' +
    'data di nascita|data de nascimento|geboortedatum|data urodzenia|födelsedatum|дата рождения|生年月日|出生日期|생년월일|تاريخ الميلاد',
  money:
    '(salary|salaries|wages?|net pay|gross pay|take home pay|base pay|compensation|earnings|income|bonus|pension|net worth|balance|debts?|amount owed|mortgage)|' +
    '\\p{L}*gehalt|\\p{L}*lohn|\\p{L}*einkommen|kontostand|saldo|guthaben|schulden|rente|salaires?|revenus?|solde|dettes?|retraite|' +
    'salarios?|sueldo|ingresos|nómina|deudas?|stipendio|reddito|salários?|salaris|inkomen|зарплата|доход|остаток|' +
    '給与|年収|給料|残高|手取り|賞与|工资|薪水|年薪|余额|월급|연봉|잔액|الراتب|الرصيد|الدخل',
  number:
    '(tax|national insurance|ni|insurance|health insurance|policy|social security|passport|patient|medical record|nhs|medicare|employee|personnel|payroll|student|' +
    "driving licence|driver'?s? license|licence|visa|identity( card)?|id card|national id|resident|file)( (no|nr|number|code|id|reference))\\.?|" +
    'employee id|student id|tax id|passport|ssn|' +
    'steuer ?(id|nummer|identifikationsnummer|klasse)|(kranken|sozial)?versicherungs?nummer|versichertennummer|personalnummer|(personal)?ausweisnummer|reisepass(nummer)?|führerscheinnummer|' +
    '(numéro (fiscal|de sécurité sociale|d.assuré|de passeport|de permis|de patient)|passeport|matricule)|(nif|dni|nie|nss|número de (la )?seguridad social|pasaporte|número de (paciente|póliza))|' +
    'codice fiscale|passaporto|cpf|bsn|pesel|снилс|инн|паспорт|マイナンバー|個人番号|旅券番号|パスポート番号|保険証番号|社員番号|身份证号码?|护照号码?|社保号|工号|주민등록번호|여권번호|رقم (الهوية|الجواز|جواز السفر|الضمان)',
  code:
    '(door|gate|alarm|entry|access|building|safe|locker|lock|key safe|voicemail|backup|card|security|disarm|keypad) (code|pin)s?|cv[cv]2?|' +
    '(tür|tor|alarm|zugangs|eingangs|sicherheits|haus)code|geheimzahl|prüfziffer|digicode|code (de la porte|de porte|d.entrée|d.alarme|d.accès|secret)|cryptogramme|' +
    'código (de la puerta|de alarma|de acceso|de entrada)|暗証番号|ドアコード|門禁|门禁密码|报警密码|رمز (الباب|الإنذار|الدخول)',
  key:
    '(api|access|secret|private|licen[cs]e|recovery|backup|encryption|signing) (keys?|tokens?|secrets?|codes?|phrases?|words?)|tokens?|secrets?|(api|zugriffs)schlüssel|wiederherstellungs(code|schlüssel)s?|' +
    'clé d.api|jetons?|codes? de (récupération|secours)|clave de api|códigos? de recuperación|トークン|シークレット|リカバリーコード|令牌|密钥|恢复代码|رمز الاسترداد',
  health:
    'diagnos[ei]s|diagnosed with|medications?|medicines?|prescriptions?|prescribed|allerg(y|ies)|medical (history|conditions?|notes?)|health (issues?|conditions?)|blood (group|type)|' +
    '(hiv|sti|std|pregnancy|drug|genetic|covid|blood|smear) test( results?)?|hiv( status)?|disabilit(y|ies)|mental health|therapy|sickness( note| reason)?|sick leave|' +
    'religion|ethnicity|sexual orientation|union membership|performance (rating|review)|disciplinary( record)?|criminal record|' +
    'diagnosen?|befunde?|medikamente?|medikation|allergien?|blutgruppe|krankheit(en)?|krankmeldung|konfession|behinderung|' +
    'diagnostics?|médicaments?|allergies|groupe sanguin|maladies?|ordonnance|diagnósticos?|medicación|medicamentos?|alergias?|grupo sanguíneo|enfermedad(es)?|' +
    'diagnosi|farmaci|allergie|gruppo sanguigno|диагноз|лекарства|аллергия|診断|病名|薬|処方|アレルギー|血液型|诊断|药物|过敏|血型|진단|التشخيص|الدواء|الأدوية|الحساسية|فصيلة الدم',
  address:
    '(home|postal|mailing|billing|delivery|shipping|residential|current|private|your|my) address|lives at|(wohn|privat|liefer|rechnungs|post|heim)(adresse|anschrift)|meine adresse|' +
    'adresse (postale|personnelle|de livraison|de facturation)|domicile|dirección (de envío|de entrega|de facturación|particular)|domicilio|indirizzo di (casa|consegna|residenza)|' +
    'домашний адрес|адрес доставки|自宅住所|現住所|お届け先|家庭住址|收货地址|现住址|집 주소|عنوان (المنزل|السكن|الشحن)',
};

const named = (words: string): string => `(?<![\\p{L}\\d])(?:${words.replaceAll(' ', '[ _-]?')})(?![\\p{L}\\d])`;

let compiled: (readonly [PersonalKind, RegExp])[] | undefined;

/** When a line is first looked at: most frames have none that matters. */
function personal(): readonly (readonly [PersonalKind, RegExp])[] {
  compiled ??= (Object.entries(WORDS) as [PersonalKind, string][]).map(([kind, words]) => [
    kind,
    new RegExp(named(words), 'giu'),
  ]);
  return compiled;
}

/** Of a person only on a page that says more of one: firms have addresses, too. */
export const PLAIN_ADDRESS = new RegExp(
  named('address|street|anschrift|adresse|straße|rue|dirección|indirizzo|endereço|住所|地址|주소|العنوان'),
  'giu',
);

/** Where in a line such a word stands. */
export interface Label {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
}

/** What stands before a label is a word or two of it: "Gross annual salary". */
export const LONGEST_LABEL = 40;

/** Whether what stands beside such a label is somebody's own. */
export const isPersonal = (label: string): boolean => label.length <= LONGEST_LABEL && labelsIn(label).length > 0;

export const labelsIn = (line: string): Label[] => personal().flatMap(([kind, words]) => hits(kind, words, line));

export function hits(kind: PersonalKind, words: RegExp, line: string): Label[] {
  return [...line.matchAll(words)].map(({ 0: word, index }) => ({ kind, from: index, to: index + word.length }));
}
