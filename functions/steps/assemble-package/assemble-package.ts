import { buildAnswerFacts } from '../../casework/evidence/build-answer-facts';
import { buildDeskRecords } from '../../casework/evidence/build-desk-records';
import { cachedObjects } from '../../casework/evidence/cached-objects';
import { copiedRecords } from '../../casework/evidence/copied-records';
import { copiedWaves } from '../../casework/evidence/copied-waves';
import { type CopyOwner, copyOwner } from '../../casework/evidence/copy-owner';
import { manualAnswers } from '../../casework/evidence/manual-answers';
import { mapUnderLaws } from '../../casework/evidence/map-under-laws';
import { unreachedStores, unreadGroups } from '../../casework/evidence/missing-parts';
import { disclosureGrounds, readDisclosure } from '../../casework/evidence/read-disclosure';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { linkedRequests } from '../../casework/queue/linked-requests';
import { optOutsOnRecord } from '../../casework/queue/opt-outs-on-record';
import { whoAsked } from '../../casework/queue/who-asked';
import type { AnswerFacts } from '../../documents/answer-facts';
import type { PackageInput, PackageSummary } from '../../documents/package-input';
import { writePackage } from '../../documents/write-package';
import { mayCarryOut } from '../../domain/clearance';
import { assertOpen, type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { categoriesOnlyBecause } from '../../domain/details-proof';
import { NotAllowedError } from '../../domain/errors';
import type { CategoriesBecause } from '../../domain/proof-events';
import { uncheckedOffer } from '../../domain/proof-of-details';
import { stubKept } from '../../domain/stub-end';
import { otherRequestKindTexts, otherRequestTexts } from '../../words/other-request-texts';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'packages' | 'desk' | 'map' | 'book' | 'clock'>;

/**
 * Streams the approved copies into the package exactly as staff saw them: from the sealed snapshots, through
 * the same rules. Where the requester asked for the kinds of data alone, or has not proven enough for the
 * data itself, the package names the kinds only. The step `check-proof` first compares what they have just
 * typed.
 */
export async function assemblePackage(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ done: true }> {
  const request = assertOpen(await deps.register.load(requestId));
  if (hasHappened(request, 'package-made')) return { done: true };
  if (uncheckedOffer(request)) return { done: true };
  if (!mayCarryOut(request, 'export')) throw new NotAllowedError(`package-made-from-${request.status}`);
  const object = `${requestId}/answer.zip`;
  const { stream, done } = deps.packages.write(object);
  const only = categoriesOnlyBecause(deps, request);
  const summary = await writePackage(await packageInput(deps, request, only), stream);
  await done;
  const { sha256, leftOut } = summary;
  const sealed = await deps.vault.seal(requestId, { sha256, leftOut });
  await deps.register.append(requestId, 'package-made', (now) =>
    uncheckedOffer(now) || categoriesOnlyBecause(deps, now) !== only
      ? undefined
      : {
          type: 'package-made',
          data: { object, ...packageData(summary, only), ...defined({ only }) },
          sealed,
          actor: { kind: 'desk' },
        },
  );
  return { done: true };
}

async function packageInput(
  deps: Deps,
  request: DataSubjectRequest,
  only: CategoriesBecause | undefined,
): Promise<PackageInput> {
  const once = { objects: cachedObjects(deps.objects) };
  const waves = copiedWaves(deps, request);
  const owners = new Map<string, Promise<CopyOwner>>();
  const ownerOf = (storeId: string) => {
    const known = owners.get(storeId) ?? copyOwner(deps, request, storeId, waves);
    owners.set(storeId, known);
    return known;
  };
  const { email } = await requesterFacts(deps, request);
  const others = await linkedRequests(deps, request);
  const records = buildDeskRecords(deps, request, others, await whoAsked(deps, request, others));
  return {
    facts: await withOptOuts(deps, buildAnswerFacts(deps, request), request),
    ...(only ? { pieces: 'categories', piecesBecause: because[only] } : {}),
    searchedBy: email === undefined ? [] : [{ kind: 'email', value: email }],
    map: mapUnderLaws(deps, request),
    formUrl: deps.desk.baseUrl,
    async *records(storeId, collection) {
      yield* copiedRecords(once, request, waves, { storeId, collection }, await ownerOf(storeId));
    },
    decision: await readDisclosure(deps, request),
    grounds: disclosureGrounds(deps, request),
    manualAnswers: await manualAnswers(deps, request),
    unreached: unreachedStores(deps.map, request),
    unread: unreadGroups(deps.map, request),
    otherRequests: only ? otherRequestKindTexts(request, others) : otherRequestTexts(request, others),
    // Portability covers what the data subject gave; access covers everything.
    ...(request.right === 'access' && !only
      ? { deskRecords: { records, recordsKept: deps.desk.recordsKept, stubKept: stubKept(deps.desk) } }
      : {}),
  };
}

/** Only California's law asks for it; under other laws nothing is looked up. */
async function withOptOuts(
  deps: Deps,
  facts: AnswerFacts,
  request: DataSubjectRequest,
): Promise<AnswerFacts> {
  if (!facts.california) return facts;
  const optOuts = await optOutsOnRecord(deps, request);
  return { ...facts, california: { ...facts.california, optOuts } };
}

const because: Readonly<Record<CategoriesBecause, string>> = {
  wanted: 'You asked for the kinds alone. Do you want to see the data as well? Ask again with our form.',
  'not-proven':
    'We could not make sure enough that it is you who asked: the law of the place where you live, or may live, lets us show the data only to somebody of whom we are very sure, and the code from a mailbox alone does not make us so sure. Do you want to see the data? Write to us, or ask again with our form',
};

function packageData(summary: PackageSummary, only: CategoriesBecause | undefined) {
  const sum = (of: 'records' | 'withheldRecords' | 'withheldValues') =>
    summary.collections.reduce((total, c) => total + c[of], 0);
  return {
    bytes: summary.bytes,
    records: only ? 0 : sum('records'),
    withheld: sum('withheldRecords') + sum('withheldValues'),
    ...(summary.described > 0 ? { described: summary.described } : {}),
  };
}
