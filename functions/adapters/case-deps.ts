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
 * What most functions need: to read a request, append to its log, mail about it, and wait or wake the driver.
 */
export type CaseDeps = Omit<DeskDeps, 'objects' | 'inbox' | 'stores' | 'packages' | 'tombstones'>;

/** Builds each part of {@link CaseDeps}, for functions that need more than these. */
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

/** {@link CaseDeps}, each part built on its first use. */
export function caseDeps(): CaseDeps {
  return madeWhenAsked<CaseDeps>(caseParts(deskData(), documentClient()));
}
