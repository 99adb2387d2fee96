import type { FieldKind } from '../../connectors/survey';

/** A guess of a category by the plain name of a field (`first_name`), for fields of these kinds. */
export interface CategoryRule {
  readonly name: RegExp;
  readonly kinds: readonly FieldKind[];
  readonly category: string;
}

const TEXT: readonly FieldKind[] = ['text', 'id', 'nested'];
const PLAIN: readonly FieldKind[] = ['text', 'choice'];
const ANY: readonly FieldKind[] = [
  'text',
  'choice',
  'number',
  'date',
  'id',
  'address',
  'nested',
  'binary',
  'other',
];

function rule(words: string, category: string, kinds: readonly FieldKind[] = PLAIN): CategoryRule {
  return { name: new RegExp(`(?:^|_)(?:${words})(?:_|$)`), kinds, category };
}

/** What opens something with a key or code of its own. */
const OPENING =
  'activation|consumer|confirm(?:ation)?|crypt|download|encryption|invite|licen[cs]e|login|master|order|recovery|registration|remember|' +
  'reset|security|share|truncated|unlock|unsub(?:scribe)?|verif(?:y|ication)|' +
  'abmelde|aktivierungs?|anmelde|bestaetigungs?|einladungs?|freigabe|freischalt|zugangs?';

/** What nobody may be shown. Wide on purpose: a field that is held back for no reason does no harm. */
export const SECRET_RULES: readonly CategoryRule[] = [
  rule(
    'passw(?:or)?d|passwort|passphrase|pwd|pass|pin|pass_(?:crypt|salt|hash)|encrypted_pass|kennwort|contrasena|mot_de_passe|pin_code',
    'user.authorization.password',
    ['text', 'binary', 'nested', 'id', 'number'],
  ),
  rule(
    `(?:${OPENING})_(?:keys?|schluessel)|(?:${OPENING.replace('|order', '')})_(?:code|hash|link)`,
    'user.authorization.credentials',
    [...TEXT, 'binary'],
  ),
  rule(
    'secrets?|tokens?|api_?keys?|private_keys?|access_keys?|signing_keys?|otp|totp|mfa|backup_codes?|recovery_codes?|' +
      'p256dh|credentials?|refresh|session_key|session_id|salt|digest|nonces?|verifier|challenge|auth|' +
      'public_key|magic_link|cookie_jar|webauthn_id|invite_code|fingerprint_hash|hash|oauth_data|auth_uid|client_id|two_?fa(?:ctor)?|2fa',
    'user.authorization.credentials',
    ['text', 'binary', 'nested', 'id', 'number'],
  ),
];

/** In this order; the first that fits. */
export const CATEGORY_RULES: readonly CategoryRule[] = [
  rule('e_?mails?|mail_address|mailadresse|courriel|correo', 'user.contact.email', ['text', 'nested']),
  rule('ips?|ip_addr(?:ess)?|remote_addr(?:ess)?|sign_in_ip|client_ip', 'user.device.ip_address', [
    ...TEXT,
    'binary',
  ]),
  rule('user_agent|browser|platform_version', 'user.device', TEXT),
  rule('device_id|device_token|push_endpoint|endpoint|udid|imei', 'user.device.device_id', TEXT),
  rule('cookie', 'user.device.cookie_id', TEXT),
  rule('fax', 'user.contact.fax_number', ['text', 'number']),
  rule(
    'phones?|telephones?|mobile|cell|tel|telefon|telephone_number|handy|whatsapp|msisdn|telefono',
    'user.contact.phone_number',
    ['text', 'number', 'nested'],
  ),
  rule(
    'iban|bic|swift|account_number|bank_account|routing_number|sort_code|kontonummer',
    'user.financial.bank_account',
    TEXT,
  ),
  rule('card_?(?:number|brand|last4|last_4|holder|exp)|last4|pan', 'user.financial.credit_card', [
    ...TEXT,
    'number',
  ]),
  rule(
    'ssn|national_id|personnummer|identity_number|id_card|tax_id(?:entification)?(?:_number)?|steuer_?id|nhs_number|document_(?:no|number|nr)|ausweis(?:_?(?:nummer|nr))?',
    'user.government_id.national_identification_number',
    [...TEXT, 'number'],
  ),
  rule('passport', 'user.government_id.passport_number', TEXT),
  rule('driving_licence|drivers?_license', 'user.government_id.drivers_license_number', TEXT),
  rule('licen[cs]e_plate|number_plate|plate|kennzeichen', 'user.government_id.vehicle_registration', TEXT),
  rule(
    'diagnos(?:is|es|tic)|allerg(?:y|ies|ic)|medications?|prescriptions?|symptoms?|blood_(?:type|group|pressure)|medical|health|disease|' +
      'condition|conditions|anamnesis|complaint|dosage|drug|vaccin\\w{0,10}|pregnan\\w{0,4}|disabilit(?:y|ies)|treatment_notes?|insurance_(?:number|no|id)|weight_kg|height_cm|allergien?|medikamente?|verletzung(?:en)?|krankheit(?:en)?|befunde?|attest',
    'user.health_and_medical',
    ANY,
  ),
  rule(
    'birth_?da(?:y|te)|date_of_birth|dob|born(?:_on|_at)?|geburts(?:tag|datum)|birthday',
    'user.demographic.date_of_birth',
    ['text', 'date'],
  ),
  rule('age|age_group|birth_year|year_of_birth', 'user.demographic.age_range', ['text', 'number', 'choice']),
  rule('gender|sex|salutation|anrede|pronouns?', 'user.demographic.gender', ['text', 'choice', 'number']),
  rule('marital_status|civil_status', 'user.demographic.marital_status'),
  rule('religion|confession|denomination', 'user.demographic.religious_belief'),
  rule('ethnicity|race|nationality', 'user.demographic.race_ethnicity'),
  rule('first_?name|fname|given_?names?|forename|vorname|prenom|nombre', 'user.name.first', ['text']),
  rule('last_?name|lname|surname|family_?name|nachname|nom|apellidos?', 'user.name.last', ['text']),
  rule('user_?name|login|screen_name|handle|nick_?name', 'user.account.username', ['text']),
  rule(
    '(?:full|display|customer|contact|billing|shipping|recipient|sender|owner|holder|debtor|account_holder|guest|patient|member|user|author|legal|real|preferred|middle|maiden)_?name|recipient|fullname|account_?holder|card_?holder|kontoinhaber|payer|debtor',
    'user.name',
    ['text'],
  ),
  rule(
    'street|address_?(?:line)?_?[12]|addr[12]?|line_?[12]|strasse|hausnummer|house_number|rue|calle',
    'user.contact.address.street',
    ['text'],
  ),
  rule('zip|zip_?code|post(?:al)?_?code|plz', 'user.contact.address.postal_code', ['text', 'number']),
  rule('city|town|ort|stadt|ville|ciudad', 'user.contact.address.city', ['text']),
  rule('country|country_code|land', 'user.contact.address.country'),
  rule('province|county|bundesland', 'user.contact.address.state', ['text']),
  rule('address(?:es)?|(?:liefer|rechnungs)?adresse|anschrift|direccion', 'user.contact.address', [
    'text',
    'nested',
  ]),
  rule('job_?title|profession|occupation', 'user.job_title', ['text']),
  rule('company|company_?name|organi[sz]ation|employer|affiliation|firma', 'user.contact.organization', [
    'text',
  ]),
  rule('lat|lng|lon|latitude|longitude|coordinates|geo_?location|location', 'user.location.precise', ANY),
  rule('time_?zone', 'user.location.imprecise', PLAIN),
  rule('languages?|locale|lang|sprache', 'user.demographic.language', PLAIN),
  rule(
    'consents?|consented(?:_at)?|opt(?:ed)?_?(?:in|out)|newsletter|marketing|unsubscribed(?:_at)?|subscribed(?:_at)?|gdpr|privacy|terms|agreed|accepted_terms|do_not_contact|data_public',
    'user.privacy_preferences',
    ['yes-or-no', 'date', 'text', 'choice', 'number', 'nested'],
  ),
  rule('preferences?|settings|notification_settings', 'user.account.settings', ['text', 'nested', 'choice']),
  rule('avatar|portrait|profile_(?:picture|photo|image)|photo|foto|picture', 'user.content.self_image', [
    ...TEXT,
    'binary',
  ]),
  rule('search_(?:query|term|terms)|query', 'user.behavior.search_history', ['text']),
  rule('referr?er|page_url|landing_page|visited_url', 'user.behavior.browsing_history', ['text']),
  rule('website|homepage', 'user.contact.url', ['text']),
  rule(
    'bio|about|description|notes?|comments?|body|message|text|content|subject|title|feedback|review|reason|details|remarks?|answer|summary|signature|caption|emoji|stars|rating|score|tags?|file_?name|body_text|body_html|bemerkung|notiz|eintrag|hergang|question|greeting|dedication|cover_letter|letter|cv|resume',
    'user.content',
    ['text', 'nested'],
  ),
  rule('stars|ratings?', 'user.content', ['number', 'choice']),
  rule('url|link|uri', 'user.content', ['text']),
];

/** The name of a field says that it is about somebody else than the person whose row it is in. */
export const SOMEBODY_ELSE =
  /(?:^|_)(?:recipients?|receiver|to|cc|bcc|from|reply|invited|invitee|inviter|invitation|friends?|referr(?:al|ed|er)|referee|guardian|emergency|spouse|partner|beneficiary|gift|support|notify|notification|admin|sender|mother|father|parent|kin|debtor|payer|account_?holder|card_?holder|kontoinhaber|kids?|child|children|witness|agent|doctor|physician|nurse|therapist|staff|manager|supervisor|assignee|assigned|approver|employer|donee|honou?ree|gp)(?:_|$)/;

const OTHERS =
  'emergency|guardians?|next_of_kin|kin|spouse|husband|wife|beneficiary|witness(?:es)?|referees?|mother|father|donee|doctor|physician|gp|' +
  'notfall(?:kontakt)?|erziehungsberechtigte?r?|vormund|ehepartner(?:in)?|zeugen?|zeugin|(?:haus)?arzt|aerztin|mutter|vater|empfaenger(?:in)?|' +
  'ansprechpartner(?:in)?|kontoinhaber(?:in)?';

/** Words that need another one beside them to mean a person. */
const RELATED =
  'partner|references?|referral|friend|sibling|brother|sister|child|kid|son|daughter|parents?|carer|caregiver|nanny|teacher|coach|landlord|' +
  'neighbou?r|colleague|supervisor|manager|employer|companion|freund(?:in)?|kind|eltern|betreuer(?:in)?';

/** A field of this name names somebody else or says how to reach them, also in a person's own record. */
export const OTHER_PERSON = new RegExp(
  `(?:^|_)(?:(?:${OTHERS})|(?:${RELATED})_(?:name|person|contact|phone|mobile|tel|telefon|e?mail)|` +
    '(?:gift_)?for_(?:whom|name|e?mail|person)|gift_for|on_behalf_of|(?:referred|recommended|given|collected|picked_up)_(?:by|to)|' +
    'geschenk_(?:fuer|an)|(?:empfohlen|geworben)_(?:von|durch)|fuer_wen)(?=_|$)' +
    '(?!_(?:id|at|on|type|count|date|by|note|notes|reason)(?:_|$))',
);

/** The name of a key to people says what they did with the row, not that it is theirs. */
export const ACTOR =
  /(?:^|_)(?:created|updated|modified|changed|edited|deleted|removed|approved|rejected|reviewed|resolved|closed|assigned|published|uploaded|imported|invited|granted|revoked|locked|assigned|cancelled|canceled|handled|processed|verified|confirmed|moderated|banned|last)_by(?:_|$)|(?:^|_)(?:creator|editor|approver|assignee|assigned_to|moderator|granter|grantor|revoker|inviter|admin|agent|operator|manager|supervisor|reviewer|responsible|staff|employee|handler|practitioner|doctor|therapist|nurse|host|driver|cashier|impersonator|performed|reporter|referrer)(?:_|$)/;
