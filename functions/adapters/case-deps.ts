import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeskData, DeskDeps } from '../domain/desk-deps';
import {
  documentClient,
  itemsFrom,
  mailboxFrom,
  registerFrom,
  vaultFrom,
  workflowFrom,
} from './adapters-from-environment';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';
import { systemClock } from './system-clock';

/**
 * What it takes to read a request, to write into its log, to mail about it, and to wait for somebody or to
 * wake the workflow: most functions ask for no more.
 */
export type CaseDeps = Omit<DeskDeps, 'objects' | 'inbox' | 'stores' | 'packages' | 'tombstones'>;

/** How each part of {@link CaseDeps} is made, for functions that need others besides. */
export function caseParts(
  data: DeskData,
  dynamo: DynamoDBDocumentClient,
): { readonly [K in keyof CaseDeps]: () => CaseDeps[K] } {
  return {
    desk: () => data.desk,
    map: () => data.map,
    book: () => data.book,
    clock: () => systemClock,
    register: () => registerFrom(dynamo, data, systemClock),
    vault: () => vaultFrom(dynamo),
    items: () => itemsFrom(dynamo),
    mailbox: () => mailboxFrom(data),
    workflow: () => workflowFrom(),
  };
}

/** See {@link CaseDeps}; each part is made when it is first asked for. */
export function caseDeps(): CaseDeps {
  return madeWhenAsked<CaseDeps>(caseParts(deskData(), documentClient()));
}
