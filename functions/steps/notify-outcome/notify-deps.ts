import type { DeskDeps } from '../../domain/desk-deps';
import type { MailingDeps } from '../../mailing/mailing-deps';

export type NotifyDeps = MailingDeps & Pick<DeskDeps, 'objects' | 'packages' | 'stores' | 'workflow'>;

export { OUTCOME_KEY as OUTCOME } from '../../domain/held-mails';
