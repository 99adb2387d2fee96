import type { Clock } from './clock';
import type { DataMap } from './data-map';
import type { LawBook } from './deadlines/law';
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

/** The desk's settings, map and laws: plain data bundled with every function. */
export interface DeskData {
  readonly desk: Desk;
  readonly map: DataMap;
  readonly book: LawBook;
}

/** All dependencies of the steps; each step takes only its part (`Pick`). */
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

/**
 * The same dependencies with other parts. A copy by spread would make every part, also those that the
 * function has no settings for.
 */
export function withParts<D extends object, P extends object>(deps: D, parts: P): D & P {
  return Object.create(deps, Object.getOwnPropertyDescriptors(parts));
}
