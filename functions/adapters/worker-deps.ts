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
import { systemClock } from './system-clock';

/**
 * What a step of the workflow may ask for, each part made when it is first asked for: a step that never mails needs no mail settings, and its role no such right.
 */
export function workerDeps(): DeskDeps {
  const data = deskData();
  const dynamo = documentClient();
  const lazy = new Map<string, unknown>();
  const once = <T>(name: string, make: () => T): T => {
    if (!lazy.has(name)) lazy.set(name, make());
    return lazy.get(name) as T;
  };
  const vault = () => once('vault', () => vaultFrom(dynamo));
  return {
    ...data,
    clock: systemClock,
    get register() {
      return once('register', () => registerFrom(dynamo, data, systemClock));
    },
    get vault() {
      return vault();
    },
    get objects() {
      return once('objects', () => objectsFrom(vault()));
    },
    get inbox() {
      return once('inbox', () => inboxFrom(dynamo));
    },
    get items() {
      return once('items', () => itemsFrom(dynamo));
    },
    get mailbox() {
      return once('mailbox', () => mailboxFrom(data));
    },
    get workflow() {
      return once('workflow', () => workflowFrom());
    },
    get stores() {
      return once('stores', () => storesFrom());
    },
    get packages() {
      return once('packages', () => packagesFrom());
    },
    get tombstones() {
      return once('tombstones', () => tombstonesFrom(dynamo, vault()));
    },
  };
}
