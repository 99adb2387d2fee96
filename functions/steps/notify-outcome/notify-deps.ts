import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DeskDeps } from '../../domain/desk-deps';

export type NotifyDeps = MailingDeps & Pick<DeskDeps, 'objects' | 'packages' | 'stores' | 'workflow'>;
