import { findKept, type KeptRowsOfStore } from '../../casework/evidence/kept-item';
import { StoreError, StoreUnavailableError } from '../../connectors/connector';
import { plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, staffFinish } from '../../domain/data-subject-request';
import type { KeptLeft } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { storeTitle } from '../../domain/store-title';
import type { Timer } from '../../domain/timer';
import { dateText } from '../../words/date-text';
import { inSentence } from '../../words/in-sentence';
import { endInStore } from './end-in-store';
import { leftRowTexts, mailAfterErasure, type ReadLaterDeps } from './mail-after-erasure';

/** A silent store is asked again each day for this long. */
const TRIED_FOR = 'P7D';

type Ended = Omit<EventData['kept-ended'], 'keptId'>;

/**
 * Ends a retention after its last day: rows that have not changed are erased, and staff look at the others.
 */
export async function endKept(deps: ReadLaterDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const kept = allOf(request.log, 'kept-until').find((e) => timer.key === `end-${e.data.keptId}`);
  if (!kept) return;
  const { keptId, until } = kept.data;
  const stores = (await findKept(deps, keptId)).stores;
  const mayWait = deps.clock.now() < plusDuration(timer.at, TRIED_FOR, request.received.zone);
  const ended: Ended[] = [];
  for (const store of stores) {
    const one = await endOrWait(deps, request, { keptId, store, mayWait });
    if (!one) return;
    ended.push(one);
  }
  const sum = (of: 'erased' | 'anonymised' | 'gone') =>
    ended.reduce((total, one) => total + (one[of] ?? 0), 0);
  const blanked = sum('anonymised') > 0 ? { anonymised: sum('anonymised') } : {};
  const left = ended.flatMap((one) => one.left);
  await tellEnd(deps, request, { key: timer.key, until, keptId }, left);
  await deps.register.append(request.requestId, timer.key, () => ({
    type: 'kept-ended',
    data: { keptId, erased: sum('erased'), ...blanked, gone: sum('gone'), left },
    actor: { kind: 'desk' },
  }));
}

/** `undefined` when the store is to be asked again tomorrow. What the other stores did is found done then. */
async function endOrWait(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  { keptId, store, mayWait }: { keptId: string; store: KeptRowsOfStore; mayWait: boolean },
): Promise<Ended | undefined> {
  if (staffFinish(request)) return allLeft(store, 'by-person');
  if (!deps.map.stores.some((s) => s.storeId === store.storeId)) return allLeft(store, 'unconnected');
  try {
    return await endInStore(deps, request.requestId, keptId, store);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error instanceof StoreUnavailableError && mayWait) return undefined;
    return allLeft(store, error.kind);
  }
}

function allLeft({ storeId, collections }: KeptRowsOfStore, because: KeptLeft['because']): Ended {
  const left = collections.map(({ collection, rows }) => ({
    storeId,
    collection,
    rows: rows.length,
    because,
  }));
  return { erased: 0, gone: 0, left };
}

async function tellEnd(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  { key, until, keptId }: { key: string; until: string; keptId: string },
  left: readonly KeptLeft[],
): Promise<void> {
  if (left.length === 0) return;
  const stores = [
    ...new Set(left.map(({ storeId }) => inSentence(storeTitle(deps.map, storeId, request)))),
  ].join(', ');
  await mailAfterErasure(deps, request, key, {
    about: `A law kept records in ${stores} until ${dateText(until)}. That time is over, but the desk could not erase all of them by itself`,
    found: leftRowTexts(deps, left, request),
    remedy: `Ask whoever runs the desk for the list (npx rightsdesk retentions --rows ${keptId}), look where they are and erase what may go, then have it closed (the same with --finish)`,
  });
}
