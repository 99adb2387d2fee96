import type { IdentityKind } from './data-map';

/**
 * Kinds of data with which another person could take over an account, divert a delivery or be paid, as staff
 * distinguish them where a point is corrected by hand. `other`: none of these.
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
  'contact',
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
  contact: 'Contact details',
};

/**
 * Words that point at such data, in the languages of the laws that the desk knows. A false alarm costs staff
 * one code of the app; a miss could cost an account. What one pattern has matched is removed before the next
 * is tried: the "address" of an e-mail is no street.
 */
const SIGNS: readonly (readonly [TakeoverKind, RegExp])[] = [
  [
    'email',
    /[^\s<>"(),;:]*@[^\s<>"(),;]*|\be[- ]?mails?(?:[- ]?(?:address|adress?e?))?\b|\bmail(?:adress?e|[- ]?address|box)?\b|mailadress\w*|\bcorreo(?: electr[óo]nico)?\b|courriel|posta elettronica|e-?post\b/gi,
  ],
  [
    'phone',
    /\w*phone\w*|\bmobile\b|\bcell\b|\w*telefon\w*|t[ée]l[ée]phone|handy\w*|\w*rufnummer|m[óo]vil|portable|cellulare|whats ?app|\bsignal\b|\bsms\b|\bfax\b|puhelin\w*|\+\d[\d ()/.-]{6,}/gi,
  ],
  [
    'bank',
    /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2}[A-Z\d ]*|\biban\b|\bbic\b|\bswift\b|\bsepa\b|sort[- ]?code|routing|direct debit|mandate?\b|lastschrift|standing order|\w*bank\w*|\bbanc\w*|\bbanque|pay(?:ment|out|ee|pal|er)\w*|beneficiar|begünstigt|\bcard\b|\bcards\b|gutschein|voucher|\w*karte\b|kontoinhaber|kontonummer|kontoverbindung|\bkonto|\bcarte\b|\btarjeta|zahlung\w*|auszahl\w*|paiement|\bpago\b|pagamento|erstattung|rückerstatt|rückzahl|rekening|\bcuenta|\bcompte\b|refund|rembours|reembolso|rimborso|twint|klarna|stripe|wallet|crypto|bitcoin|bill(?:ing|ed)? to|\bbilling\b/gi,
  ],
  [
    'login',
    /log-?in(?: ?name)?|user ?(?:name|id)|benutzer\w*|passw\w*|pass ?(?:code|phrase|key)|\bpin\b|\b2fa\b|\bmfa\b|two[- ]factor|authenticator|recovery|sicherheitsfrage|security question|\bhandle\b|account(?: ?name)?|utilisateur|usuario|utente|contrase\w*|mot de passe|geslo|hasło/gi,
  ],
  [
    'address',
    /address\w*|adress\w*|\badres\w*|anschrift|\w*stra(?:ß|ss)e\b|street|\broad\b|\bp\.?o\.? ?box|packstation|post ?(?:code|fach|leitzahl|nummer|al code)|\bplz\b|\bzip\b|direcci[óo]n|direzione|indirizzo|domicil\w*|residen[ct]\w*|\bcalle\b|\brue\b|\bvia\b|\bulica\b|\bkraj\b|osoite\w*|endere[çc]o|morada|deliver\w*|liefer\w*|shipping|livraison|env[íi]o|parcel\w*|paket\w*|colis|locker|pick-?up|abhol\w*|recipient|empfänger|destinata\w*|wohn\w*|\bort\b|\bstadt\b|\bcity\b|\btown\b|\bcounty\b|\bcountry\b|house ?(?:number|no)|hausnummer|apartment|\bflat\b|where i live|\bmov(?:ed|e|ing)\b|umgezogen|umzug/gi,
  ],
  [
    'name',
    /\w*name\w*|\bnom\b|pr[ée]nom|nombre|apellido\w*|cognome|\bnome\b|naam|nazwisko|\bimi[ęe](?!\p{L})|signature|unterschrift|married|geheiratet/giu,
  ],
  [
    'birth',
    /\w*birth\w*|geburt\w*|geboren|naissance|nacimiento|nascita|nascimento|geboorte|\bage\b|\balter\b|\bedad\b/gi,
  ],
  [
    'identity',
    /(?:customer|client|member|loyalty|passport|licen[cs]e|identity|security|tax)\b.*\b(?:number|no|id|card)\b|kunden-?n\w*|ausweis\w*|reisepass|\bpassport\b|\bssn\b|steuer-?id|\bdni\b|\bnie\b|\bvat\b|loyalty/gi,
  ],
  ['contact', /contact\w*|kontakt\w*|coordonn[ée]es|\bcontatt\w*|yhteystie\w*/gi],
];

/** All kinds at which these words point, in the order above. Empty: staff must say which it is. */
export function kindsInWords(texts: readonly (string | undefined)[]): TakeoverKind[] {
  let text = texts
    .filter((one) => one !== undefined)
    .join('\n')
    .normalize('NFKC');
  return SIGNS.flatMap(([kind, sign]) => {
    const rest = text.replace(sign, ' ');
    const isFound = rest !== text;
    text = rest;
    return isFound ? [kind] : [];
  });
}

/** The first of {@link kindsInWords}. Undefined: staff must say which it is. */
export function kindInWords(texts: readonly (string | undefined)[]): TakeoverKind | undefined {
  return kindsInWords(texts)[0];
}

/** The identity by which other records are found that a change of this kind leaves behind. */
export function identityOf(kind: TakeoverKind): IdentityKind | undefined {
  return kind === 'email' || kind === 'phone' ? kind : undefined;
}
