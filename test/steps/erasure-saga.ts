import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { lastOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { closeRequest } from '../../functions/steps/close-request/close-request';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import type { World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { addressOf, type Rows } from './random-shop';

/** An erasure that was searched for and approved. Returns the id of the request. */
export async function approvedErasure(world: World, email = addressOf(0)): Promise<string> {
  const requestId = requestIdOf(`erasure of ${email}`);
  await world.vault.adopt(requestId);
  const sealed = await world.vault.seal(requestId, { email });
  await world.register.open(requestId, 'received', { ...anEvent('received', { right: 'erasure' }), sealed });
  await world.register.append(requestId, 'verify', () => anEvent('identity-verified'));
  const { next } = await searchStores(world, { requestId });
  if (next !== 'decide') throw new Error(`the search ended with ${next}`);
  await world.register.append(requestId, 'ask', () => anEvent('decision-asked'));
  await world.register.append(requestId, 'decide', (now) =>
    anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
  );
  return requestId;
}

/** Longer than a call to a store may take: a call without a reply by then has no further effect. */
const AFTER_A_CALL = 'PT32M';

/** Tries stores that did not answer again some time later, as the watch does. */
export async function retryStores(world: World, requestId: string, storeIds?: string[]): Promise<void> {
  world.clock.forward(AFTER_A_CALL);
  await world.register.append(requestId, 'retry', () =>
    anEvent('stores-retried', storeIds ? { storeIds } : {}),
  );
}

/** Erases as the machine does until another step follows. Returns that step. */
export async function eraseRounds(world: World, requestId: string): Promise<string> {
  const { next } = await eraseStores(world, { requestId });
  return next;
}

/** The second reading, and the rounds that it may require. */
export async function readAndClose(world: World, requestId: string): Promise<DataSubjectRequest> {
  await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));
  for (;;) {
    const { next } = await readStoresAgain(world, { requestId });
    if (next === 'done') break;
    if (next !== 'again' || (await eraseRounds(world, requestId)) !== 'done')
      throw new Error(`stopped at ${next}`);
  }
  await closeRequest(world, { requestId });
  return world.register.load(requestId);
}

/** The contents of all stores as text, each collection sorted by the text of its rows. */
export function everything(world: World): string[] {
  return texts(
    Object.fromEntries(
      Object.entries(world.connectors).map(([storeId, { rows }]) => [storeId, Object.fromEntries(rows)]),
    ),
  );
}

export function texts(rows: Rows): string[] {
  return Object.entries(rows)
    .flatMap(([storeId, collections]) =>
      Object.entries(collections).flatMap(([name, all]) =>
        all.map((row) => JSON.stringify([storeId, name, row])),
      ),
    )
    .sort();
}
