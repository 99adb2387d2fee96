import { documentClient, inboxFrom } from '../../adapters/adapters-from-environment';
import { type CaseDeps, caseParts } from '../../adapters/case-deps';
import { deskData } from '../../adapters/desk-data';
import { madeWhenAsked } from '../../adapters/made-when-asked';
import { stepHandler } from '../../adapters/step-handler';
import type { Inbox } from '../../domain/ports';
import { receive } from './receive';

const dynamo = documentClient();

export const handler = stepHandler(
  receive(
    madeWhenAsked<CaseDeps & { readonly inbox: Inbox }>({
      ...caseParts(deskData(), dynamo),
      inbox: () => inboxFrom(dynamo),
    }),
  ),
);
