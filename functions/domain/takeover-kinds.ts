import type { IdentityKind } from './data-map';

/**
 * Kinds of data with which somebody else could take over an account, send a delivery elsewhere or be paid, as staff tell them apart where a point is corrected by hand.
 * `other`: none of these.
 */
export const takeoverKinds = [
  'email',
  'phone',
  'address',
  'name',
  'login',
  'bank',
  'birth',
  'identity',
] as const;

export type TakeoverKind = (typeof takeoverKinds)[number];

/** For staff to choose from, and for the notice to the addresses on file. */
export const takeoverWords: Readonly<Record<TakeoverKind, string>> = {
  email: 'E-mail address',
  phone: 'Telephone number',
  address: 'Postal or delivery address',
  name: 'Name',
  login: 'User name, password or other log-in',
  bank: 'Bank account or other way of payment',
  birth: 'Date of birth',
  identity: 'Number of a customer, an identity card or the like',
};

/** What the word of a point gives away, in the languages of the laws that the desk knows. Too many suspected cost staff a code of the app; one too few could cost an account. */
const SIGNS: readonly (readonly [TakeoverKind, RegExp])[] = [
  ['email', /@|\be-?mails?\b|\bmail\b|mailadress|\bcorreo|courriel|posta elettronica|e-?post/i],
  [
    'phone',
    /phone|\bmobile\b|\bcell\b|telefon|telephon|t[ée]l[ée]phone|handy|rufnummer|m[óo]vil|portable|cellulare/i,
  ],
  [
    'bank',
    /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2}|\biban\b|\bbic\b|bank|banc|\bbanque|payment|payout|\bcard\b|karte|\bkonto|carte|tarjeta|paypal|zahlung|paiement|pago\b/i,
  ],
  [
    'address',
    /address|adress|anschrift|stra(?:ß|ss)e|street|\broad\b|\bp\.?o\.? box|post ?(?:code|fach|leitzahl)|\bplz\b|\bzip\b|direcci[óo]n|direzione|indirizzo|domicil|\bcalle\b|\brue\b|\bvia\b|endere[çc]o|morada|deliver|liefer|wohnort|\bcity\b/i,
  ],
  ['login', /log-?in|user ?name|benutzer|passw|account|utilisateur|usuario|utente|contrase/i],
  ['name', /name|\bnom\b|pr[ée]nom|nombre|apellido|cognome|\bnome\b|naam|nazwisko/i],
  ['birth', /birth|geburt|geboren|naissance|nacimiento|nascita|nascimento|geboorte/i],
  [
    'identity',
    /(?:customer|client|member|passport|licen[cs]e|identity|security|tax)\b.*\b(?:number|no|id|card)\b|kunden-?n|ausweis|reisepass|\bssn\b|steuer-?id|\bdni\b|\bnie\b/i,
  ],
];

/** The kind that somebody's own words point at. Nothing: staff have to say which it is. */
export function kindInWords(texts: readonly (string | undefined)[]): TakeoverKind | undefined {
  const text = texts
    .filter((one) => one !== undefined)
    .join('\n')
    .normalize('NFKC');
  return SIGNS.find(([, sign]) => sign.test(text))?.[0];
}

/** The identity by which other records are found that a change of this kind leaves behind. */
export function identityOf(kind: TakeoverKind): IdentityKind | undefined {
  return kind === 'email' || kind === 'phone' ? kind : undefined;
}
