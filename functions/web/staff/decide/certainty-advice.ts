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
 * What an approver of an erasure or a correction may want more certainty about: the more sensitive the data
 * and the harder it is to replace, the more certain they should be (11 CCR 7062(d); its text was not checked,
 * so the page only suggests it). What is to be corrected proves nothing (7060(h)). Empty under laws that have
 * a single level of proof.
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

const DISPUTED = 'What they want corrected proves nothing about who they are (11 CCR 7060(h)).';

/** Whether a governing law has a higher level of certainty than the one that it requires here. */
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

/**
 * Data to ask the person about that no mail shows and that is not in dispute; the question is sent from this
 * page.
 */
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
  return `If not, ask them below${about}, or record that you doubt who is asking.`;
}

/** Tests whether a kind of data is one that the person wants corrected, or that staff plan to correct. */
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
