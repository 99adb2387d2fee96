import type { PackageInput, PackageSummary } from '../../answer/package-input';
import { writePackage } from '../../answer/write-package';
import {
  type DataSubjectRequest,
  hasHappened,
  mayCarryOut,
  mustBeOpen,
} from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { NotAllowedError } from '../../domain/errors';
import { stubKept } from '../../domain/stub-end';
import { answerFactsOf } from '../../findings/answer-facts-of';
import { copiedRecords } from '../../findings/copied-records';
import { deskRecordsOf } from '../../findings/desk-records-of';
import { disclosureGrounds, disclosureOf } from '../../findings/disclosure-of';
import { frozenRows } from '../../findings/frozen-rows';
import { manualAnswers } from '../../findings/manual-answers';
import { mapUnderLaws } from '../../findings/map-under-laws';
import { rememberedObjects } from '../../findings/remembered-objects';
import { requesterFacts } from '../../findings/requester-facts';
import { storedFindings } from '../../findings/stored-findings';
import { unreachedStores } from '../../findings/unreached-stores';
import { unreadGroups } from '../../findings/unread-groups';
import { otherRequestWords } from '../../pages/words/other-request-words';
import { linkedRequests } from '../../queue/linked-requests';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'packages' | 'desk' | 'map' | 'book' | 'clock'>;

/** Streams the approved copies into the package, exactly as staff saw them: from the sealed snapshots, through the same rules. */
export function assemblePackage(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    const request = mustBeOpen(await deps.register.load(requestId));
    if (hasHappened(request, 'package-made')) return { done: true };
    if (!mayCarryOut(request, 'export')) throw new NotAllowedError(`package-made-from-${request.status}`);
    const object = `${requestId}/answer.zip`;
    const { stream, done } = deps.packages.write(object);
    const summary = await writePackage(await packageInput(deps, request), stream);
    await done;
    const sealed = await deps.vault.seal(requestId, { sha256: summary.sha256 });
    await deps.register.append(requestId, 'package-made', () => ({
      type: 'package-made',
      data: { object, ...packageData(summary) },
      sealed,
      actor: { kind: 'desk' },
    }));
    return { done: true };
  };
}

async function packageInput(deps: Deps, request: DataSubjectRequest): Promise<PackageInput> {
  const once = { objects: rememberedObjects(deps.objects) };
  const findings = await storedFindings(once, request);
  const frozen = await frozenRows(once, request, '');
  const { email } = await requesterFacts(deps, request);
  const others = await linkedRequests(deps, request);
  const records = deskRecordsOf(deps, request, others);
  return {
    facts: answerFactsOf(deps, request),
    searchedBy: email === undefined ? [] : [{ kind: 'email', value: email }],
    map: mapUnderLaws(deps, request),
    formUrl: deps.desk.baseUrl,
    records: (storeId, collection) => copiedRecords(once, request, findings, { storeId, collection }, frozen),
    decision: await disclosureOf(deps, request),
    grounds: disclosureGrounds(deps, request),
    manualAnswers: await manualAnswers(deps, request),
    unreached: unreachedStores(deps.map, request),
    unread: unreadGroups(deps.map, request),
    otherRequests: otherRequestWords(request, others),
    // Portability is of what the person gave; an access answer is of everything.
    ...(request.right === 'access'
      ? { deskRecords: { records, recordsKept: deps.desk.recordsKept, stubKept: stubKept(deps.desk) } }
      : {}),
  };
}

function packageData(summary: PackageSummary) {
  const sum = (of: 'records' | 'withheldRecords' | 'withheldValues') =>
    summary.collections.reduce((total, c) => total + c[of], 0);
  return {
    bytes: summary.bytes,
    records: sum('records'),
    withheld: sum('withheldRecords') + sum('withheldValues'),
  };
}
