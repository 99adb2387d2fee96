import { checkLane } from '../../functions/domain/check-lane';
import type { DataMap } from '../../functions/domain/data-map';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { LawBook } from '../../functions/domain/deadlines/law';
import type { Desk } from '../../functions/domain/desk';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import { dueDates } from '../../functions/domain/due-dates';
import { requestIdOf } from '../../functions/domain/new-request-id';
import type { RequestForm } from '../../functions/domain/request-form';
import { nextCheckAt } from '../../functions/domain/timers';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { receive } from '../../functions/steps/receive/receive';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { MemoryConnector, type MemoryRow } from '../fakes/memory-connector';
import { MemoryInbox } from '../fakes/memory-inbox';
import { MemoryItems } from '../fakes/memory-items';
import { MemoryMailbox } from '../fakes/memory-mailbox';
import { MemoryObjects } from '../fakes/memory-objects';
import { MemoryPackages } from '../fakes/memory-packages';
import { MemoryRegister } from '../fakes/memory-register';
import { memoryStores } from '../fakes/memory-stores';
import { MemoryTombstones } from '../fakes/memory-tombstones';
import { MemoryVault } from '../fakes/memory-vault';
import { MemoryWorkflow } from '../fakes/memory-workflow';
import { type TestClock, testClock } from '../fakes/test-clock';
import { aBook, aDesk } from './a-desk';
import { aMap } from './a-map';
import { mia, profileRows, shopRows } from './shop-rows';

/** Everything the desk needs, in memory, with the internals accessible to a test. */
export interface World extends DeskDeps {
  readonly clock: TestClock;
  readonly register: MemoryRegister;
  readonly vault: MemoryVault;
  readonly objects: MemoryObjects;
  readonly inbox: MemoryInbox;
  readonly items: MemoryItems;
  readonly mailbox: MemoryMailbox;
  readonly workflow: MemoryWorkflow;
  readonly packages: MemoryPackages;
  readonly tombstones: MemoryTombstones;
  readonly connectors: Readonly<Record<string, MemoryConnector>>;
}

export interface WorldSettings {
  readonly desk?: Desk;
  readonly map?: DataMap;
  readonly book?: LawBook;
  readonly now?: string;
  /** Rows by store and collection; the sample shop's by default. */
  readonly rows?: Readonly<Record<string, Readonly<Record<string, readonly MemoryRow[]>>>>;
}

export function aWorld(settings: WorldSettings = {}): World {
  const desk = settings.desk ?? aDesk();
  const map = settings.map ?? aMap();
  const book = settings.book ?? aBook(desk);
  const clock = testClock(settings.now);
  const vault = new MemoryVault();
  const objects = new MemoryObjects(vault);
  const rows = settings.rows ?? { shop: shopRows(), profiles: profileRows() };
  const automatic = map.stores.filter((store) => store.kind !== 'manual');
  const connectors = Object.fromEntries(
    automatic.map((store) => [store.storeId, new MemoryConnector(store, rows[store.storeId])]),
  );
  return {
    desk,
    map,
    book,
    clock,
    vault,
    objects,
    connectors,
    register: new MemoryRegister({
      clock,
      nextCheckAt: cachedByLog(clock, (request) => nextCheckAt(request, { desk, book, clock })),
      laneOf: cachedByLog(clock, (request) => checkLane(request, { desk, book, clock })),
      dueOnOf: (request) => dueDates(request, book).latest,
    }),
    inbox: new MemoryInbox(),
    items: new MemoryItems(),
    mailbox: new MemoryMailbox(),
    workflow: new MemoryWorkflow(),
    packages: new MemoryPackages(),
    tombstones: new MemoryTombstones(),
    stores: memoryStores(connectors, (target, content) => objects.write(target, content)),
  };
}

/**
 * What follows from a log alone is cached for each log, since a long run of sweeps needs it again and again;
 * the cache is dropped if the clock goes back.
 */
function cachedByLog<T>(
  clock: TestClock,
  derive: (request: DataSubjectRequest) => T,
): (request: DataSubjectRequest) => T {
  const known = new Map<string, T>();
  let before = '';
  return (request) => {
    const key = request.log.at(-1)?.hash ?? '';
    if (clock.now() < before) known.clear();
    before = clock.now();
    if (!known.has(key)) known.set(key, derive(request));
    return known.get(key) as T;
  };
}

export function aForm(more: Partial<RequestForm> = {}): RequestForm {
  return {
    right: 'access',
    forWhom: 'self',
    relation: 'customer',
    email: mia.email,
    name: mia.name,
    ...more,
  };
}

let forms = 0;

/**
 * A form that arrived and was taken into the register, from a page of its own. Returns the id of the request.
 */
export function received(world: World, form: RequestForm = aForm()): Promise<string> {
  forms += 1;
  return arrived(world, requestIdOf(`form-${forms}`), form);
}

/** The form of one page: sent again, it is the same request. */
export function receivedFromSamePage(world: World, email: string): Promise<string> {
  const form = aForm({ email });
  return arrived(world, requestIdOf('t', form), form);
}

async function arrived(world: World, requestId: string, form: RequestForm): Promise<string> {
  await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
  await receive(world, { requestId });
  return requestId;
}

/** Like {@link received}, and the mailed code was typed. */
export async function verified(world: World, form: RequestForm = aForm()): Promise<string> {
  const requestId = await received(world, form);
  await world.register.append(requestId, 'verify-1', () => ({
    type: 'identity-verified',
    data: { method: 'mailbox' },
    actor: { kind: 'requester' },
  }));
  return requestId;
}

/** Runs the search as the state machine does, until it waits for a person or is over. Returns the status. */
export async function search(world: World, requestId: string): Promise<string> {
  const { next } = await searchStores(world, { requestId });
  return next;
}

/** A request that waits for a decision, its manifest frozen and the mails to the approvers sent. */
export async function awaitingDecision(world: World, form: RequestForm = aForm()): Promise<string> {
  const requestId = await verified(world, form);
  const next = await search(world, requestId);
  if (next !== 'decide') throw new Error(`the search ended with ${next}`);
  await askDecision(world, { requestId, taskToken: `decide:${requestId}` });
  return requestId;
}

/** A request whose search waits for the owners of the manual stores. */
export async function awaitingPeople(world: World, form: RequestForm = aForm()): Promise<string> {
  const requestId = await verified(world, form);
  const next = await search(world, requestId);
  if (next !== 'ask-manual-stores') throw new Error(`the search ended with ${next}`);
  await askManualStores(world, { requestId, taskToken: `people:${requestId}` });
  return requestId;
}

/** Types of the entries of a log, for assertions on what happened. */
export function happened(request: DataSubjectRequest): string[] {
  return request.log.map((event) => event.type);
}
