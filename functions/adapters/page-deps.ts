import type { DeskDeps } from '../domain/desk-deps';
import type { Packages } from '../domain/ports';
import {
  documentClient,
  itemsFrom,
  mailboxFrom,
  packageLinksFrom,
  registerFrom,
  smallObjectsFrom,
  vaultFrom,
  workflowFrom,
} from './adapters-from-environment';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';
import { systemClock } from './system-clock';

/** What a function that answers pages may ask for: nothing that works through a store, and no client of S3. */
export type PageDeps = Omit<DeskDeps, 'inbox' | 'stores' | 'packages' | 'tombstones'> & {
  readonly packages: Pick<Packages, 'link'>;
};

/** See {@link PageDeps}; each part is made when it is first asked for. */
export function pageDeps(): PageDeps {
  const data = deskData();
  const dynamo = documentClient();
  const deps: PageDeps = madeWhenAsked<PageDeps>({
    desk: () => data.desk,
    map: () => data.map,
    book: () => data.book,
    clock: () => systemClock,
    register: () => registerFrom(dynamo, data, systemClock),
    vault: () => vaultFrom(dynamo),
    objects: () => smallObjectsFrom(dynamo, deps.vault),
    items: () => itemsFrom(dynamo),
    mailbox: () => mailboxFrom(data),
    workflow: () => workflowFrom(),
    packages: () => packageLinksFrom(dynamo),
  });
  return deps;
}
