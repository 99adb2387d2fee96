import { copiedWaves } from '../../../casework/evidence/copied-waves';
import { manualAnswers } from '../../../casework/evidence/manual-answers';
import { mapUnderLaws } from '../../../casework/evidence/map-under-laws';
import { disclosureGrounds, readDisclosure } from '../../../casework/evidence/read-disclosure';
import { type CopiedStore, tallyStore } from '../../../casework/evidence/tally-copies';
import { type CollectionFinding, tallyCollection } from '../../../documents/collection-tally';
import type { DisclosureDecision } from '../../../documents/disclosure-decision';
import { disclosureRules } from '../../../documents/disclosure-rules';
import type { ManualAnswer } from '../../../documents/manual-answer';
import type { StoreMap } from '../../../domain/data-map';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { rights } from '../../../domain/rights';
import { storesGivenUp } from '../../../domain/store-faults';

type Deps = Pick<DeskDeps, 'vault' | 'objects' | 'map' | 'book' | 'desk'>;

/** What the person would get as things are now: the same copies through the same rules as the package. */
export interface Preview {
  readonly stores: readonly PreviewStore[];
  readonly decision: DisclosureDecision;
  /** Something is left out, other than what is never shown to anyone. */
  readonly inPart: boolean;
}

export interface PreviewStore {
  readonly store: StoreMap;
  readonly findings: readonly CollectionFinding[];
  readonly answer?: ManualAnswer;
  /** Some stores could not be reached until the desk gave up. */
  readonly unreached: boolean;
}

/** Undefined for a right that gives no copy. */
export async function buildPreview(deps: Deps, request: DataSubjectRequest): Promise<Preview | undefined> {
  if (rights[request.right].carriedOut !== 'export') return undefined;
  const decision = await readDisclosure(deps, request);
  const answers = await manualAnswers(deps, request);
  const gone = storesGivenUp(request);
  const found = { waves: copiedWaves(deps, request), decision };
  const stores = await Promise.all(
    mapUnderLaws(deps, request).stores.map(async (store): Promise<PreviewStore> => {
      const answer = answers.find((a) => a.storeId === store.storeId);
      const unreached = gone.includes(store.storeId);
      const findings = unreached ? [] : await findingsOf(deps, request, store, found);
      return { store, findings, unreached, ...(answer ? { answer } : {}) };
    }),
  );
  return { stores, decision, inPart: stores.some(isInPart) };
}

type Found = Pick<CopiedStore, 'waves' | 'decision'>;

async function findingsOf(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, collections }: StoreMap,
  found: Found,
): Promise<CollectionFinding[]> {
  const grounds = disclosureGrounds(deps, request);
  const tallies = new Map(
    collections.map((collection) => [
      collection.name,
      tallyCollection(disclosureRules({ storeId, collection, decision: found.decision, grounds })),
    ]),
  );
  return tallyStore(deps, request, { storeId, tallies, ...found });
}

function isInPart({ findings, answer, unreached }: PreviewStore): boolean {
  const left = findings.some(
    (f) => f.withheldRecords.length > 0 || f.withheldFields.some((w) => w.because !== 'never-shown'),
  );
  return left || unreached || answer?.outcome === 'withheld' || answer?.withheld !== undefined;
}
