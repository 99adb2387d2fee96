/**
 * Words in names of tables. A guess by one of them is marked for review; none of them proves anything.
 */

/** A row is usually one person with an account or a card of their own. English, German, French, Spanish. */
export const PERSON_WORDS: ReadonlySet<string> = new Set(
  `user customer client member patient subscriber person employee student teacher donor volunteer candidate applicant
   driver resident buyer shopper pupil staff tutor nurse doctor practitioner physician therapist clinician
   kunde kunden mitglied mitglieder benutzer nutzer patientin patienten mitarbeiter schueler lehrer bewohner utilisateur usuario cliente`.split(
    /\s+/,
  ),
);

/** The same person may have several rows: one for each event, mailing or company. */
export const REPEATED_PERSON_WORDS: ReadonlySet<string> = new Set(
  'contact lead guest attendee participant supporter respondent visitor account kontakt teilnehmer'.split(
    ' ',
  ),
);

/** Several people stand behind one row. */
export const GROUP_WORDS: ReadonlySet<string> = new Set(
  `organization organisation company team workspace tenant firm business household family group address
   club branch department unternehmen firma adresse anschrift haushalt`.split(/\s+/),
);

/** Where somebody lives, or something is sent. */
export const ADDRESS_WORDS: ReadonlySet<string> = new Set(['address', 'adresse', 'anschrift']);

/** Rows that are about things, places and settings. */
export const LOOKUP_WORDS: ReadonlySet<string> = new Set(
  `country currency language locale region category categorization tag label status type kind role permission plan price
   product variant sku brand tax rate unit template setting configuration config feature flag migration metadata
   version translation page menu module color colour size warehouse stock inventory shipping zone method
   service treatment room seat block venue opening holiday calendar slot timezone list media gallery photo event date
   campaign course lesson subject topic faq version coverage metric addon permission scope phrase`.split(
    /\s+/,
  ),
);

/** Rows that law often wants kept, or that others rely on: nothing is proposed for them. */
export const KEPT_WORDS: ReadonlySet<string> = new Set(
  `invoice payment order transaction refund receipt bill billing ledger tax credit debit fee wallet charge payout
   donation purchase contract consent audit log history record prescription diagnosis visit appointment treatment case
   mandate coupon booking reservation subscription sale spending settlement account balance journal payroll salary
   shift block report issue warning ban rechnung zahlung bestellung auftrag buchung vertrag`.split(/\s+/),
);

/** What may hold anything about anybody, whatever its columns are called. */
export const CATCHALL_WORDS: ReadonlySet<string> = new Set(
  `log audit session job queue event history message mail email notification webhook token import export backup cache
   note comment file attachment upload blob document request activity task outbox inbox archive snapshot payload version
   response search submission application appointment draft trash deleted old copy dead letter`.split(/\s+/),
);

export function hasWord(words: readonly string[], known: ReadonlySet<string>): boolean {
  return words.some((word) => known.has(word));
}
