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
 * What a step may need, each part built on its first use: a step that sends no mail needs no mail settings
 * and no permission for it. A step that uses no store takes `caseDeps`.
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
