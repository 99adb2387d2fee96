import { buildInbox, documentClient, type MailDeps, mailDepsParts } from '../../adapters/build-deps';
import { deskData } from '../../adapters/desk-data';
import { lazy } from '../../adapters/lazy';
import { stepEntry } from '../../adapters/step-handler';
import type { Inbox } from '../../domain/ports';
import { receive } from './receive';

const dynamo = documentClient();

export const handler = stepEntry(
  lazy<MailDeps & { readonly inbox: Inbox }>({
    ...mailDepsParts(deskData(), dynamo),
    inbox: () => buildInbox(dynamo),
  }),
  receive,
);
