import { type EraseReceipt, StoreError } from '../../connectors/connector';
import { allOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import type { CollectionCount } from '../../domain/events';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { goes } from '../../domain/manifest-rows';
import { callStore } from '../../findings/call-store';

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'map'>;

export interface EraseStoreInput {
  readonly requestId: string;
  readonly storeId: string;
  readonly round: number;
}

export interface Deed extends EraseStoreInput {
  readonly rows: readonly ManifestCollection[];
  readonly gone: readonly CollectionCount[];
}

/**
 * Notes the intent, then tells the store. What was there before an intent and is absent after it went by it: also when the answer to the call was lost, and when
 * this step was called twice at once and the other call came first.
 */
export async function carryOut(deps: Deps, manifest: Manifest, deed: Deed): Promise<EraseReceipt> {
  const gone = await noteIntent(deps, deed);
  return asOurs(await callRound(deps, manifest, deed), { ...deed, gone });
}

/** Returns what was gone before the first intent of this round, whoever noted it. */
async function noteIntent(deps: Deps, deed: Deed): Promise<readonly CollectionCount[]> {
  const { requestId, storeId, round, rows, gone } = deed;
  const commandId = `begin-erase-${storeId}-${round}`;
  const count = rows.flatMap((c) => c.rows).filter(goes).length;
  const { log } = await deps.register.append(requestId, commandId, () => ({
    type: 'erasure-begun',
    data: { storeId, round, rows: count, gone },
    actor: { kind: 'desk' },
  }));
  return allOf(log, 'erasure-begun').find((e) => e.commandId === commandId)?.data.gone ?? gone;
}

async function callRound(deps: Deps, manifest: Manifest, { storeId, rows }: Deed): Promise<EraseReceipt> {
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  const approved = manifest.stores.find((s) => s.storeId === storeId);
  const collections: EraseReceipt['collections'][number][] = [];
  const bounds = eraseBounds(approved?.collections ?? []);
  const groups = approved?.examination?.eraseGroups;
  for (const instructions of map ? eraseCalls(map, rows, groups) : []) {
    try {
      const receipt = await callStore(deps, storeId, { op: 'erase', instructions, bounds });
      collections.push(...receipt.collections);
    } catch (error) {
      if (collections.length === 0 || !wasRefused(error)) throw error;
      break;
    }
  }
  return { collections };
}

/** What earlier calls did is told before anything else: the next round begins with the call that was refused, and says why. */
function wasRefused(error: unknown): boolean {
  return error instanceof StoreError && error.kind !== 'no-answer';
}

/**
 * A call whose answer was lost did its work, and the next one finds the rows absent. They were there before the intent, so they are told as erased, and only what
 * was gone by then as gone before.
 */
function asOurs(receipt: EraseReceipt, { rows, gone }: Deed): EraseReceipt {
  return {
    collections: receipt.collections.map((c) => {
      const before = gone.find((g) => g.collection === c.collection)?.rows ?? 0;
      const ours = Math.max(0, c.alreadyAbsent - before);
      const action = rows.find((r) => r.collection === c.collection)?.rows.find(goes)?.treatment.action;
      const done = action === 'anonymise' ? 'anonymised' : 'erased';
      return { ...c, alreadyAbsent: c.alreadyAbsent - ours, [done]: c[done] + ours };
    }),
  };
}
