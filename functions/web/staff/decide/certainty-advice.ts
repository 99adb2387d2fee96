import { readCorrectionPlan } from '../../../casework/evidence/corrections-for';
import { requesterFacts } from '../../../casework/evidence/requester-facts';
import type { CorrectionPoint } from '../../../domain/correction-point';
import { correctionPoints } from '../../../domain/correction-points';
import { pointKinds } from '../../../domain/data-points';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { verificationLevelOf } from '../../../domain/deadlines/request-type-of';
import type { DeskDeps } from '../../../domain/desk-deps';
import { collectionOf } from '../../../domain/foreign-keys';
import { lastOf } from '../../../domain/log-entries';
import { rights } from '../../../domain/rights';

type Deps = Pick<DeskDeps, 'vault' | 'book' | 'map'>;

/**
 * What whoever decides on an erasure or a correction may want to be surer about: the more sensitive the data
 * is, and the less it can be replaced, the surer (11 CCR 7062(d), not read
 * in its own text, so it is said as something to consider). What is to be corrected proves nothing (7060(h)).
 * Nothing under laws that know one level of proof alone.
 */
export async function certaintyAdvice(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const { carriedOut } = rights[request.right];
  const isDeed = carriedOut === 'erasure' || carriedOut === 'correction';
  if (!isDeed || !hasTwoLevels(deps, request)) return '';
  const delicate = delicateIn(deps, request);
  const disputed = carriedOut === 'correction' ? await disputedBy(deps, request) : undefined;
  const sentences = [delicateWords(delicate), disputed ? DISPUTED : '', askWords(deps, disputed, delicate)];
  return sentences.filter(Boolean).join(' ');
}

const DISPUTED = 'What they want corrected proves nothing of who they are (11 CCR 7060(h)).';

/** Whether a law that governs knows a higher certainty than the one that it wants here. */
function hasTwoLevels({ book }: Deps, { right, received }: DataSubjectRequest): boolean {
  return received.regimes.some((id) => {
    const law = book.regimes[id];
    if (!law) return false;
    return verificationLevelOf(law, right) === 'reasonable' && verificationLevelOf(law, 'access') === HIGH;
  });
}

const HIGH = 'reasonablyHigh';

/** Titles of what was found that is sensitive, or hard to replace: stored files. */
function delicateIn({ map }: Deps, request: DataSubjectRequest): string[] {
  const found = lastOf(request.log, 'manifest-frozen')?.data.stores ?? [];
  const titles = found
    .filter(({ rows }) => rows > 0)
    .flatMap(({ storeId, collection: name }) => {
      const collection = collectionOf(map, storeId, name);
      if (!collection) return [];
      const fields = collection.fields.filter(({ sensitive }) => sensitive).map(({ title }) => title);
      return collection.holdsFiles ? [...fields, `the files of ${collection.title}`] : fields;
    });
  return [...new Set(titles)];
}

function delicateWords(delicate: readonly string[]): string {
  if (delicate.length === 0) return '';
  return `Some of what was found is sensitive or hard to replace (${delicate.join(', ')}): consider whether a code from the mailbox makes you sure enough (11 CCR 7062(d)).`;
}

/** What no mail shows, and what is not in dispute; by a question on this page. */
function askWords(
  { map }: Deps,
  disputed: ((title: string) => boolean) | undefined,
  delicate: readonly string[],
): string {
  if (delicate.length === 0) return '';
  const titles = pointKinds(map)
    .map(({ title }) => title)
    .filter((title) => !disputed?.(title));
  const about = titles.length > 0 ? ` about what no mail shows, such as ${titles.join(', ')}` : '';
  return `If not, ask them below${about}, or doubt who asks.`;
}

/** Whether a kind of data is what the person wants corrected, or what you have planned to correct. */
async function disputedBy(deps: Deps, request: DataSubjectRequest): Promise<(title: string) => boolean> {
  const points = correctionPoints(await requesterFacts(deps, request));
  const plan = await readCorrectionPlan(deps, request);
  const planned = (plan?.rows ?? []).flatMap(({ storeId, collection, changes }) => {
    const fields = collectionOf(deps.map, storeId, collection)?.fields ?? [];
    return changes.flatMap(({ field }) => fields.find(({ name }) => name === field)?.title ?? []);
  });
  return (title) => planned.includes(title) || points.some((point) => isAbout(point, title));
}

function isAbout({ what, now = '' }: CorrectionPoint, title: string): boolean {
  const said = `${what} ${now}`.toLowerCase();
  const words = title.toLowerCase().split(/\P{L}+/u);
  return words.some((word) => word.length > 3 && said.includes(word));
}
