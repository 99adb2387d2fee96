import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { lastOf } from '../../functions/domain/data-subject-request';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { closeRequest } from '../../functions/steps/close-request/close-request';
import { eraseStore } from '../../functions/steps/erase-store/erase-store';
import { planErasure } from '../../functions/steps/plan-erasure/plan-erasure';
import { planSearch } from '../../functions/steps/plan-search/plan-search';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { searchStore } from '../../functions/steps/search-store/search-store';
import { settleErasure } from '../../functions/steps/settle-erasure/settle-erasure';
import type { World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { addressOf, type Rows } from './random-shop';

/** An erasure that was searched for and approved. Gives the id of the request. */
export async function approvedErasure(world: World, email = addressOf(0)): Promise<string> {
  const requestId = requestIdOf(`erasure of ${email}`);
  await world.vault.adopt(requestId);
  const sealed = await world.vault.seal(requestId, { email });
  await world.register.open(requestId, 'received', { ...anEvent('received', { right: 'erasure' }), sealed });
  await world.register.append(requestId, 'verify', () => anEvent('identity-verified'));
  for (;;) {
    const plan = await planSearch(world)({ requestId });
    if (plan.next === 'decide') break;
    if (plan.next !== 'search') throw new Error(`the search ended with ${plan.next}`);
    for (const { storeId } of plan.stores) await searchStore(world)({ requestId, storeId });
  }
  await world.register.append(requestId, 'ask', () => anEvent('decision-asked'));
  await world.register.append(requestId, 'decide', (now) =>
    anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
  );
  return requestId;
}

/** One round after the other, as the machine drives them, until it leaves the ring. Every store is tried though one fails, as in a Map. */
export async function eraseRounds(world: World, requestId: string, limit = 12): Promise<string> {
  for (let round = 0; round < limit; round += 1) {
    const plan = await planErasure(world)({ requestId });
    for (const { storeId, round: of } of plan.stores)
      await eraseStore(world)({ requestId, storeId, round: of });
    const { next } = await settleErasure(world)({ requestId });
    if (next !== 'again') return next;
  }
  return 'never ends';
}

/** The second reading, and the rounds it may call for. */
export async function readAndClose(world: World, requestId: string): Promise<DataSubjectRequest> {
  await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));
  for (;;) {
    const { next } = await readStoresAgain(world)({ requestId });
    if (next === 'done') break;
    if (next !== 'again' || (await eraseRounds(world, requestId)) !== 'done')
      throw new Error(`stopped at ${next}`);
  }
  await closeRequest(world)({ requestId });
  return world.register.load(requestId);
}

/** Everything in all stores, as text, each collection in the order of its rows' text. */
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
