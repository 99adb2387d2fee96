import type { Context } from 'hono';
import { cachedObjects } from '../../../casework/evidence/cached-objects';
import { copiedWaves, copiesOf } from '../../../casework/evidence/copied-waves';
import { type CopyOwner, copyOwner } from '../../../casework/evidence/copy-owner';
import { mapUnderLaws } from '../../../casework/evidence/map-under-laws';
import { disclosureGrounds, readDisclosure } from '../../../casework/evidence/read-disclosure';
import { type LookedAtRecord, recordsOfCopy } from '../../../casework/evidence/records-of-rows';
import { answerStyle } from '../../../documents/answer-style';
import { tallyCollection } from '../../../documents/collection-tally';
import {
  type DisclosureRules,
  disclosureRules,
  recordWithholding,
} from '../../../documents/disclosure-rules';
import type { CollectionMap } from '../../../domain/data-map';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { type DeskDeps, withParts } from '../../../domain/desk-deps';
import { collectionOf } from '../../../domain/foreign-keys';
import { rights } from '../../../domain/rights';
import { storesGivenUp } from '../../../domain/store-faults';
import { frameOf, pageReply } from '../../page-reply';
import type { StaffDeps } from '../staff-deps';
import type { RecordsOfPage, StaffPage } from '../staff-page';
import { FurtherRecords, type ShownRecords } from './further-records-view';
import { recordLook } from './record-views';

/** Records of a copy that one page shows. */
const RECORDS_A_PAGE = 100;

/**
 * A page of the records for which the decision page has no room, exactly as the person would get them. It
 * opens the one copy that holds them. Looking at it is logged like the decision page itself.
 *
 * @returns undefined when there is no such page, or nothing to decide
 */
export async function furtherRecords(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  which: RecordsOfPage,
): Promise<Response | undefined> {
  const { request, action } = page;
  const { storeId, collection } = which;
  if (request.status !== 'awaiting-decision' || rights[request.right].carriedOut !== 'export')
    return undefined;
  const once = withParts(deps, { objects: cachedObjects(deps.objects) });
  const shown = await shownRecords(once, request, which);
  if (!shown) return undefined;
  if (c.req.method !== 'HEAD') await recordLook(deps, page, { storeId, collection });
  const at = `${action}/records/${encodeURIComponent(storeId)}/${encodeURIComponent(collection)}`;
  const view = FurtherRecords({ ...frameOf(deps), ...shown, ...which, at, back: action });
  return pageReply(c, view, { moreStyles: [answerStyle] });
}

type Deps = Pick<DeskDeps, 'vault' | 'objects' | 'map' | 'book' | 'desk'>;

async function shownRecords(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, collection: name, part, after }: RecordsOfPage,
): Promise<ShownRecords | undefined> {
  const collection = collectionOf(mapUnderLaws(deps, request), storeId, name);
  if (!collection || storesGivenUp(request).includes(storeId) || !(after >= 0)) return undefined;
  const waves = copiedWaves(deps, request);
  const parts = await copiesOf(waves, { storeId, collection: name });
  const copy = parts[part - 1];
  const rules = await rulesOf(deps, request, storeId, collection);
  if (!copy || recordWithholding(rules, '')) return undefined;
  const owner = await copyOwner(deps, request, storeId, waves);
  const records = recordsOfCopy(deps, request, copy, name);
  return { ...(await oneScreen(records, rules, owner, after)), parts: parts.length };
}

async function rulesOf(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
  collection: CollectionMap,
): Promise<DisclosureRules> {
  const decision = await readDisclosure(deps, request);
  return disclosureRules({ storeId, collection, decision, grounds: disclosureGrounds(deps, request) });
}

async function oneScreen(
  records: AsyncIterable<LookedAtRecord>,
  rules: DisclosureRules,
  owner: CopyOwner,
  after: number,
): Promise<Omit<ShownRecords, 'parts'>> {
  const tally = tallyCollection(rules);
  let at = 0;
  let seen = 0;
  for await (const record of records) {
    at += 1;
    if (at <= after) continue;
    if (seen >= RECORDS_A_PAGE || tally.isShownFull) return { finding: tally.finding(), seen, hasMore: true };
    seen += 1;
    if (!(await owner.isTheirs(record))) continue;
    tally.count(record);
    tally.show(record);
  }
  return { finding: tally.finding(), seen, hasMore: false };
}
