import { approvedManifest } from '../../../casework/evidence/approved-manifest';
import { contestedOf } from '../../../domain/contested-rows';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { StoreRehearsal } from '../../../domain/event-facts';
import { collectionOf } from '../../../domain/foreign-keys';
import { lastOf } from '../../../domain/log-entries';
import type { Manifest } from '../../../domain/manifest';
import { storeTitle } from '../../../domain/store-title';
import { waitsForDecision } from '../../../domain/undecided';
import { storeFaultText } from '../../../words/store-fault-text';
import type { DecisionChecksFacts, WaitingPart } from './decision-checks-view';

type Deps = Pick<DeskDeps, 'objects' | 'map'>;

/**
 * What was learned before the decision: what waits and why, what the stores do by themselves, and the result
 * of the trial.
 */
export async function decisionChecks(deps: Deps, request: DataSubjectRequest): Promise<DecisionChecksFacts> {
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  if (!frozen) return { waiting: [], notes: [], trials: [] };
  const manifest = request.right === 'erasure' ? await approvedManifest(deps, request) : undefined;
  return {
    waiting: manifest ? waitingParts(deps, manifest) : [],
    leftOut: contestedParts(deps, request),
    notes: manifest ? notesOf(deps, manifest) : [],
    trials: (frozen.rehearsals ?? []).map((trial) => ({
      store: storeTitle(deps.map, trial.storeId),
      outcome: trial.outcome,
      words: trialWords(deps, trial),
    })),
  };
}

/** Groups equal reasons within one collection. */
function waitingParts(deps: Deps, manifest: Manifest): WaitingPart[] {
  const parts = new Map<string, WaitingPart>();
  for (const { storeId, collections } of manifest.stores) {
    for (const { collection, rows } of collections) {
      for (const { treatment } of rows.filter((row) => waitsForDecision(row.treatment))) {
        const reason = treatment.action === 'undecided' ? treatment.reason : undefined;
        const key = JSON.stringify([storeId, collection, reason]);
        const title = collectionOf(deps.map, storeId, collection)?.title ?? collection;
        const before = parts.get(key) ?? { store: storeTitle(deps.map, storeId), title, records: 0 };
        parts.set(key, { ...before, records: before.records + 1, ...(reason ? { reason } : {}) });
      }
    }
  }
  return [...parts.values()];
}

/** What a copy leaves out until staff say whose it is. The log has the counts. */
function contestedParts({ map }: Deps, request: DataSubjectRequest): WaitingPart[] {
  return contestedOf(request).map(({ storeId, collection, rows }) => ({
    store: storeTitle(map, storeId),
    title: collectionOf(map, storeId, collection)?.title ?? collection,
    records: rows,
  }));
}

function notesOf(deps: Deps, manifest: Manifest): DecisionChecksFacts['notes'] {
  return manifest.stores.flatMap(({ storeId, collections, examination }) =>
    (examination?.problems ?? [])
      .filter(
        ({ blocks, collection }) =>
          blocks === 'nothing' && collections.some((c) => c.collection === collection),
      )
      .map(({ problem, remedy, collection }) => ({
        where: titleIn(deps, storeId, collection),
        problem,
        remedy,
      })),
  );
}

function titleIn({ map }: Deps, storeId: string, collection: string): string {
  return `${collectionOf(map, storeId, collection)?.title ?? collection} in ${storeTitle(map, storeId)}`;
}

const notTried = {
  unsupported: 'this kind of store cannot take a trial back.',
  'too-many-rows': 'with so many records, a trial would get in the way of your customers.',
  triggers:
    'a table has a trigger or a rule that might act outside the database. If it does not, mark it rollback_safe in the data map.',
  busy: 'the store was busy or did not answer in time.',
} as const;

function trialWords({ map }: Deps, trial: StoreRehearsal): string {
  if (trial.outcome === 'held') return 'it works.';
  if (trial.outcome === 'not-tried') return `not tried: ${notTried[trial.reason]}`;
  const { kind, place = {} } = trial.fault;
  const title = place.collection && collectionOf(map, trial.storeId, place.collection)?.title;
  const store = storeTitle(map, trial.storeId);
  const { trouble, remedy } = storeFaultText({
    ...place,
    kind,
    store,
    ...(title ? { collectionTitle: title } : {}),
  });
  return `refused. ${trouble} ${remedy}`;
}
