import type { PersonMailFacts } from './person-mail-facts';
import type { RecipientMailFacts } from './recipient-mail-facts';
import type { StaffMailFacts } from './staff-mail-facts';

/**
 * What each mail says, by kind. Plain dates, instants and ISO 8601 durations are given as such; the composer
 * writes them in words. A text of a stranger may appear only where a fact says so; the mails to an unproven
 * address have no such fact.
 */
export interface MailFacts extends PersonMailFacts, StaffMailFacts, RecipientMailFacts {}

export type MailKind = keyof MailFacts;
