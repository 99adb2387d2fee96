import type { Clock } from './clock';
import type { DataMap } from './data-map';
import type { LawBook } from './deadlines/deadline';
import type { Desk } from './desk';
import type { DeskItems } from './desk-items';
import type {
  Inbox,
  Mailbox,
  Packages,
  RequestRegister,
  SealedObjects,
  Stores,
  Tombstones,
  Vault,
  Workflow,
} from './ports';

/** The desk's own settings, map and laws: plain data that every function carries. */
export interface DeskData {
  readonly desk: Desk;
  readonly map: DataMap;
  readonly book: LawBook;
}

/** Everything a step may ask for; each takes only its part (`Pick`). */
export interface DeskDeps extends DeskData {
  readonly clock: Clock;
  readonly register: RequestRegister;
  readonly vault: Vault;
  readonly objects: SealedObjects;
  readonly inbox: Inbox;
  readonly items: DeskItems;
  readonly mailbox: Mailbox;
  readonly workflow: Workflow;
  readonly stores: Stores;
  readonly packages: Packages;
  readonly tombstones: Tombstones;
}
