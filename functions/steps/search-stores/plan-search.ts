import { recordHandOver } from '../../casework/driver/record-hand-over';
import { attemptName } from '../../casework/evidence/attempt-name';
import { manifestHash } from '../../casework/evidence/manifest-hash';
import { identitiesOf } from '../../casework/evidence/requester-facts';
import { storedFindings } from '../../casework/evidence/stored-findings';
import { civilDateOf } from '../../domain/civil-time';
import {
  assertOpen,
  type DataSubjectRequest,
  hasHappened,
  isWithdrawn,
  seqOf,
} from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { HandOverReason, StoreCount, UnmappedField } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import type { Identities } from '../../domain/finding';
import { namesThePerson } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
import type { StoreFinding } from '../../domain/found-rows';
import { freezeManifest } from '../../domain/freeze-manifest';
import { handOverReason } from '../../domain/hand-over-reason';
import { automaticStores, isCheck, planWave } from '../../domain/locate-plan';
import { lastOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { storeCounts } from '../../domain/manifest-counts';
import { manualStoreIds, mustAskPeople } from '../../domain/must-ask-people';
import { uncheckedOffer } from '../../domain/proof-of-details';
import { rights } from '../../domain/rights';
import { areSeveralPersons } from '../../domain/several-persons';
import { storesDown, storesGivenUp } from '../../domain/store-faults';
import { endingsIn } from '../../domain/ticked-endings';
import { unsearched } from '../../domain/unsearched';
import { addUnfoundRows } from './add-unfound-rows';
import { checkedFacts, checkManifest } from './check-manifest';
import { keepOrderedRows } from './keep-ordered-rows';
import { isRenewed } from './search-store';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'clock' | 'map'>;

export type SearchPlan =
  | { readonly next: 'search'; readonly stores: readonly { readonly storeId: string }[] }
  | {
      readonly next:
        | 'verify-identity'
        | 'await-stores'
        | 'ask-identifiers'
        | 'ask-manual-stores'
        | 'nothing-found'
        | 'decide'
        | 'check-proof'
        | 'by-person'
        | 'ended';
    };

/**
 * Decides what a search needs next: another wave along the foreign keys, a store or a person to wait for, the
 * question for other identifiers, or the frozen manifest. It is asked again after every wave until nothing
 * new turns up.
 */
export async function planSearch(deps: Deps, input: { requestId: string }): Promise<SearchPlan> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (isWithdrawn(request)) return { next: 'ended' };
  if (request.status === 'with-staff') return { next: 'by-person' };
  if (request.status === 'awaiting-verification') return { next: 'verify-identity' };
  const reason = handOverReason(request.received);
  if (reason && request.status === 'locating') return handOver(deps, request, reason);
  if (rights[request.right].carriedOut === 'by-staff') return handOver(deps, request, 'right-by-staff');
  if (request.status === 'awaiting-decision')
    return { next: uncheckedOffer(request) ? 'check-proof' : 'decide' };
  if (request.status === 'awaiting-identifiers') return { next: 'ask-identifiers' };
  // Another run of this step has searched, and staff have decided meanwhile.
  if (request.status !== 'locating') return { next: 'decide' };
  const identities = await identitiesOf(deps, request);
  const findings = await storedFindings(deps, request);
  const down = storesDown(request, 'locate');
  const wave = planWave(deps.map, identities, findings, [...storesGivenUp(request), ...down]);
  if (wave.length > 0) return { next: 'search', stores: wave.map(({ storeId }) => ({ storeId })) };
  if (down.length > 0) return { next: 'await-stores' };
  return afterSearch(deps, request, { identities, findings });
}

interface Searched {
  readonly identities: Identities;
  readonly findings: readonly StoreFinding[];
}

async function afterSearch(
  deps: Deps,
  request: DataSubjectRequest,
  { identities, findings }: Searched,
): Promise<SearchPlan> {
  if (areSeveralPersons(deps.map, identities, findings)) return handOver(deps, request, 'ambiguous-person');
  if (mustAskPeopleFirst(deps, request)) return { next: 'ask-manual-stores' };
  const empty = findings.every((f) => isCheck(f) || f.rows.length === 0) && !peopleHoldSomething(request);
  // Once something was erased, the desk never says that nothing was found.
  const nothing = empty && !hasHappened(request, 'erasure-planned');
  const unread =
    findings.some((f) => f.unread?.length) ||
    automaticStores(deps.map).some(
      ({ storeId }) => unsearched(deps.map, storeId, identities, findings).length > 0,
    );
  const isNamed = findings.some((f) => f.unread?.some(({ reason }) => namesThePerson(reason)));
  const mayAsk = someoneLooked(deps, request) && !hasHappened(request, 'identifiers-asked');
  if (nothing && !isNamed && mayAsk) {
    return { next: 'ask-identifiers' };
  }
  if (nothing && !unread && !mayStillHold(deps, request)) return { next: 'nothing-found' };
  return { next: (await freeze(deps, request, { identities, findings })) ? 'decide' : 'await-stores' };
}

async function handOver(
  deps: Deps,
  request: DataSubjectRequest,
  reason: HandOverReason,
): Promise<SearchPlan> {
  const turn = Math.max(seqOf(request, 'identity-verified'), seqOf(request, 'search-renewed'));
  await recordHandOver(deps, { requestId: request.requestId, commandId: `hand-over-${turn}`, reason });
  return { next: 'by-person' };
}

/**
 * For a copy or a correction people look before the decision, so that staff decide on everything. For an
 * erasure they act after it.
 */
function mustAskPeopleFirst(deps: Deps, request: DataSubjectRequest): boolean {
  const { carriedOut } = rights[request.right];
  return (carriedOut === 'export' || carriedOut === 'correction') && mustAskPeople(deps.map, request);
}

/** Whether "we found nothing under this address" would be true: a store was searched, or a person looked. */
function someoneLooked(deps: Deps, request: DataSubjectRequest): boolean {
  return automaticStores(deps.map).length > 0 || hasHappened(request, 'task-answered');
}

function peopleHoldSomething(request: DataSubjectRequest): boolean {
  return request.log.some((e) => e.type === 'task-answered' && e.data.answer !== 'nothing-held');
}

/**
 * An erasure cannot say "nothing found" before people have looked, nor any request while a store was never
 * reached.
 */
function mayStillHold(deps: Deps, request: DataSubjectRequest): boolean {
  const unreached = storesGivenUp(request).length > 0;
  const unasked = request.right === 'erasure' && manualStoreIds(deps.map).length > 0;
  return unreached || unasked;
}

/**
 * False when a store did not say what it would do: it is down, and the search waits for it. Once approvers
 * were asked, nothing else is frozen.
 */
async function freeze(
  deps: Deps,
  request: DataSubjectRequest,
  { identities, findings }: Searched,
): Promise<boolean> {
  const version = (lastOf(request.log, 'manifest-frozen')?.data.version ?? 0) + 1;
  const unavailable = storesGivenUp(request);
  const today = civilDateOf(deps.clock.now(), request.received.zone).toString();
  const manifest = freezeManifest({
    map: deps.map,
    right: request.right,
    version,
    findings,
    identities,
    unavailable,
    today,
    zone: request.received.zone,
  });
  const kept = await keepOrderedRows(deps, request, manifest);
  const whole = await addUnfoundRows(deps, request, kept);
  const found = whole && (await checkManifest(deps, request, whole, findings));
  if (!found) return false;
  const checked = { ...found, manifest: await keepOrderedRows(deps, request, found.manifest) };
  const object = await deps.objects.put(
    request.requestId,
    attemptName(`manifest/${version}`),
    checked.manifest,
  );
  const key = await deps.vault.derive(request.requestId, 'manifest');
  const hash = manifestHash(key, checked.manifest);
  const data = { ...manifestFacts(deps, checked.manifest, { object, hash }), ...checkedFacts(checked) };
  await deps.register.append(request.requestId, `freeze-${version}`, (now) =>
    now.status === 'locating' && !isRenewed(request, now)
      ? { type: 'manifest-frozen', data: { ...data, unavailable }, actor: { kind: 'desk' } }
      : undefined,
  );
  return true;
}

function manifestFacts(
  deps: Deps,
  manifest: Manifest,
  kept: { readonly object: string; readonly hash: string },
): Omit<EventData['manifest-frozen'], 'unavailable'> {
  const stores = storeCounts(manifest);
  const endings = endingsIn(manifest);
  const unmapped = manifest.stores.flatMap((store) =>
    store.collections.flatMap((c) =>
      c.unmapped.map((field): UnmappedField => ({ storeId: store.storeId, collection: c.collection, field })),
    ),
  );
  return {
    version: manifest.version,
    ...kept,
    rows: stores.reduce((sum, s) => sum + s.rows, 0),
    stores,
    unmapped,
    sensitive: stores.some((s) => holdsSensitive(deps, s)),
    ...(endings.length > 0 ? { endings } : {}),
  };
}

function holdsSensitive(deps: Deps, { storeId, collection }: StoreCount): boolean {
  return collectionOf(deps.map, storeId, collection)?.fields.some((f) => f.sensitive) ?? false;
}
