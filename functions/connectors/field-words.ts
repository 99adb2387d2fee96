/**
 * Words that programs write into the names of fields and columns: by them, names of fields are told from
 * names of people, which no draft may show. English, German, French and Spanish.
 */
const WORDS = new Set(
  [
    'id ids uuid guid key ref reference nr no num number nummer code sku ean isbn hash token index row line',
    'name names first last full middle given family user username nick nickname alias login account konto member',
    'vorname nachname zuname anrede titel prenom nom nombre apellido apellidos salutation gender sex geschlecht',
    'email mail e emails phone mobile fax tel telefon telephone handy url uri web website homepage link ip host',
    'date datum day month year time timestamp created updated modified deleted changed start begin end valid fecha',
    'birth birthday dob age geburtstag geburtsdatum birthdate expiry expires due city town ort stadt ville ciudad',
    'state region province county land country countrycode address adresse street strasse stra\u00dfe zip plz postal postcode',
    'house hausnummer lat lon lng latitude longitude type kind status category kategorie class group role tag tags',
    'customer kunde kunden client order orders bestellung product produkt artikel article item items invoice rechnung',
    'payment method shipping billing delivery carrier amount betrag preis price cost tax vat ust iban bic currency',
    'w\u00e4hrung total sum subtotal discount rabatt quantity qty menge count size weight color unit value wert points',
    'score rating rank level text title subject betreff message messages nachricht content body note notes comment',
    'kommentar bemerkung description beschreibung details question answer reason language lang locale sprache',
    'company firma organisation organization department job position active enabled verified consent newsletter',
    'source channel campaign medium utm session event action page path referrer agent device browser version data',
    'meta metadata settings options flags parent child owner author sender recipient from to cc bcc subscribed correo',
    'courriel telefono calle pays pais montant prix cantidad precio',
  ].flatMap((line) => line.split(' ')),
);
/** They say something only beside one of the others. */
const BESIDE = new Set(
  'of at by in on is has the a and for with und der die das am von f\u00fcr de du la le el del'.split(' '),
);
/** German compounds end in these; names of people and places do not. */
const COMPOUND = /.(?:nummer|datum|adresse|name|betrag|preis|menge)$/u;

/** Whether one of the words in a name is one of fields: `orderNumber`, `first_name`; not `Darmstadt`. */
export function hasFieldWord(name: string): boolean {
  return wordsOf(name).some(isFieldWord);
}

/** Whether a name has words of fields and no others: `date of birth`; neither `Doris Day` nor `shoe size`. */
export function isOfFieldWords(name: string): boolean {
  return hasFieldWord(name) && wordsOf(name).every((word) => isFieldWord(word) || BESIDE.has(word));
}

function isFieldWord(word: string): boolean {
  return WORDS.has(word) || COMPOUND.test(word);
}

function wordsOf(name: string): string[] {
  const apart = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return apart.split(/[^\p{L}]+/u).filter((word) => word !== '');
}
