import { fieldText } from '../../connectors/exact-json';
import type { CollectionMap, FieldMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
import { foundRows } from '../../domain/found-rows';
import { folded } from '../../domain/identity-values';
import { judgedId } from '../../domain/judged-rows';
import { isDistinctive, learnIdentities } from '../../domain/known-identities';
import { mailAddressFault } from '../../domain/mail-address';
import { mayHoldMail } from '../../domain/mail-fields';
import { copiedStore } from './copied-records';
import { readCopies } from './copy-records';
import { copiedRows, type LookedAtRecord } from './records-of-rows';
import { identitiesOf, requesterFacts } from './requester-facts';
import { type StoredFinding, storedFindings } from './stored-findings';

/** Further addresses that are mailed: those on the person's own records, and those that were only named. */
const MOST_ON_FILE = 20;
const MOST_NAMED = 5;

type Deps = Pick<DeskDeps, 'vault' | 'objects' | 'map'>;

/**
 * Addresses other than the one that asked: all in records that the map marks as one person's own, and those
 * that the person only named. Their owners must hear of the request. The order is fixed, with addresses on
 * file first, so that a requester who names many cannot crowd those out.
 */
export async function addressesElsewhere(deps: Deps, request: DataSubjectRequest): Promise<string[]> {
  const { email: asking } = await requesterFacts(deps, request);
  const { named, onFile } = await addressesOf(deps, request);
  const told = new Set(asking === undefined ? [] : [folded('email', asking)]);
  const fresh = (addresses: readonly string[], most: number): string[] => {
    const usable = addresses.map((address) => folded('email', address)).filter(isMailable);
    const chosen = [...new Set(usable)]
      .filter((address) => !told.has(address))
      .sort()
      .slice(0, most);
    for (const address of chosen) told.add(address);
    return chosen;
  };
  return [...fresh(onFile, MOST_ON_FILE), ...fresh(named, MOST_NAMED)];
}

function isMailable(address: string): boolean {
  return mailAddressFault(address) === undefined;
}

async function addressesOf(deps: Deps, request: DataSubjectRequest) {
  const findings = await storedFindings(deps, request);
  const rows = foundRows(deps.map, findings);
  const { known, own } = learnIdentities(deps.map, await identitiesOf(deps, request), rows);
  const located = rows
    .filter(({ id }) => own.has(id))
    .flatMap((row) => row.collection.fields.filter(mayHoldMail).flatMap(({ name }) => row.values(name)));
  const copied: string[] = [];
  for await (const { storeId, ...record } of ownRecords(deps, request, findings, own))
    copied.push(...addressFields(deps, storeId, record));
  const onFile = [...located, ...copied].flatMap(addressesIn);
  return { named: known.of('email'), onFile: onFile.filter((one) => isDistinctive(deps.map, 'email', one)) };
}

/**
 * The copies of the person's own records, such as an account. Only objects that hold one are opened: a person
 * with a million orders has few accounts.
 */
async function* ownRecords(
  deps: Deps,
  request: DataSubjectRequest,
  findings: readonly StoredFinding[],
  own: ReadonlySet<string>,
): AsyncIterable<LookedAtRecord & { readonly storeId: string }> {
  for (const finding of findings) {
    const { storeId, snapshots, copies } = finding;
    const isOwn = (row: RowRef) => own.has(judgedId(deps.map, storeId, { ...row, facts: {} }));
    if (snapshots.length === 0 || !finding.rows.some(isOwn)) continue;
    const records =
      copies === undefined
        ? copiedStore(deps, request, [finding], storeId)
        : copiedRows(deps, request, finding, await readCopies(deps, request, copies), isOwn);
    for await (const record of records) if (isOwn(record)) yield { storeId, ...record };
  }
}

function addressFields({ map }: Deps, storeId: string, { collection, values }: LookedAtRecord): string[] {
  const mapped = collectionOf(map, storeId, collection);
  return mapped ? plainFields(mapped).map(({ name }) => fieldText(values[name]) ?? '') : [];
}

/** A field may hold several, or one with a name beside it. */
function addressesIn(text: string): string[] {
  return text.split(/[\s,;<>"'()[\]{}\\|]+/).flatMap((word) => {
    const address = word.replace(/^mailto:/i, '').replace(/[.:]+$/, '');
    return address.includes('@') ? [address] : [];
  });
}

/** A field about somebody else, or one that is never shown, holds no address of this person. */
function plainFields({ fields }: CollectionMap): readonly FieldMap[] {
  return fields.filter(({ thirdParty, secret }) => !thirdParty && !secret);
}
