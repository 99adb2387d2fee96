import type { DeskDeps } from '../../domain/desk-deps';

/** What all mails of a request need. */
export type MailingDeps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'mailbox' | 'clock' | 'desk' | 'map' | 'book'
>;
