import type { DeskDeps } from '../../domain/desk-deps';

/** What it takes to open a request and to send it on its way. */
export type AdmissionDeps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'mailbox' | 'workflow' | 'clock' | 'desk' | 'map' | 'book'
>;
