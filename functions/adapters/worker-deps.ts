import type { DeskDeps } from '../domain/desk-deps';
import {
  documentClient,
  inboxFrom,
  itemsFrom,
  mailboxFrom,
  objectsFrom,
  packagesFrom,
  registerFrom,
  storesFrom,
  tombstonesFrom,
  vaultFrom,
  workflowFrom,
} from './adapters-from-environment';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';
import { systemClock } from './system-clock';

/**
 * What a step of the workflow may ask for, each part made when it is first asked for: a step that never mails needs no mail settings, and its role no such right.
 */
export function workerDeps(): DeskDeps {
  const data = deskData();
  const dynamo = documentClient();
  const deps: DeskDeps = madeWhenAsked<DeskDeps>({
    desk: () => data.desk,
    map: () => data.map,
    book: () => data.book,
    clock: () => systemClock,
    register: () => registerFrom(dynamo, data, systemClock),
    vault: () => vaultFrom(dynamo),
    objects: () => objectsFrom(deps.vault),
    inbox: () => inboxFrom(dynamo),
    items: () => itemsFrom(dynamo),
    mailbox: () => mailboxFrom(data),
    workflow: () => workflowFrom(),
    stores: () => storesFrom(),
    packages: () => packagesFrom(),
    tombstones: () => tombstonesFrom(dynamo, deps.vault),
  });
  return deps;
}
