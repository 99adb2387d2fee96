import { type CaseDeps, caseParts, documentClient, inboxFrom } from '../../adapters/build-deps';
import { deskData } from '../../adapters/desk-data';
import { madeWhenAsked } from '../../adapters/made-when-asked';
import { stepEntry } from '../../adapters/step-handler';
import type { Inbox } from '../../domain/ports';
import { receive } from './receive';

const dynamo = documentClient();

export const handler = stepEntry(
  madeWhenAsked<CaseDeps & { readonly inbox: Inbox }>({
    ...caseParts(deskData(), dynamo),
    inbox: () => inboxFrom(dynamo),
  }),
  receive,
);
