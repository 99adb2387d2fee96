import type { DeskDeps } from '../domain/desk-deps';
import {
  documentClient,
  inboxFrom,
  objectsFrom,
  packagesFrom,
  storesFrom,
  tombstonesFrom,
} from './adapters-from-environment';
import { caseParts } from './case-deps';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';

/**
 * What a step of the workflow may ask for, each part made when it is first asked for: a step that never mails
 * needs no mail settings, and its role no such right.
 * A step that works with no store takes `caseDeps`.
 */
export function workerDeps(): DeskDeps {
  const dynamo = documentClient();
  const deps: DeskDeps = madeWhenAsked<DeskDeps>({
    ...caseParts(deskData(), dynamo),
    objects: () => objectsFrom(deps.vault),
    inbox: () => inboxFrom(dynamo),
    stores: () => storesFrom(),
    packages: () => packagesFrom(),
    tombstones: () => tombstonesFrom(dynamo, deps.vault),
  });
  return deps;
}
