import { markRestriction } from '../../casework/evidence/mark-restriction';
import { mailUnmarked } from '../../casework/mail/mail-unmarked';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { restrictionOf } from '../../domain/restriction';
import { markStores, marksSet } from '../../domain/restriction-marks';
import { storeTitle } from '../../domain/store-title';
import type { NotifyDeps } from './notify-deps';

/**
 * Marks the data subject's records as restricted where staff said so, before the requester is informed (Art.
 * 18(2) GDPR). A store that refuses holds up nothing: staff learn of it, and the answer says that they see to
 * it.
 */
export async function setMarks(deps: NotifyDeps, request: DataSubjectRequest): Promise<void> {
  if (!restrictionOf(request)?.set.data.mark) return;
  const tried = marksSet(request).map(({ data }) => data.storeId);
  for (const storeId of markStores(deps.map).automatic.filter((one) => !tried.includes(one))) {
    const marked = await markRestriction(deps, request, { storeId, on: true }).catch(() => NOTHING);
    if (marked.found === 0) await mailUnmarked(deps, request.requestId, { storeId, on: true });
    await deps.register.append(request.requestId, `restriction-marked-${storeId}`, () => ({
      type: 'restriction-marked',
      data: { storeId, on: true, ...marked },
      actor: { kind: 'desk' },
    }));
  }
}

const NOTHING = { found: 0, changed: 0 };

/** Sentences about where a mark is set now and where staff see to it. Empty where no restriction applies. */
export function markWords({ map }: Pick<NotifyDeps, 'map'>, request: DataSubjectRequest): string[] {
  if (!restrictionOf(request)) return [];
  const marks = marksSet(request);
  const titles = (found: boolean) =>
    marks
      .filter(({ data }) => data.found > 0 === found)
      .map(({ data }) => storeTitle(map, data.storeId, request));
  const [set, unset] = [titles(true), titles(false)];
  if (set.length === 0) return [MARKED_BY_STAFF];
  const byHand = [...unset, ...markStores(map).manual.map((storeId) => storeTitle(map, storeId, request))];
  return [
    `Your records now carry a mark that says so in: ${set.join('; ')}. The mark stays at least until we have told you that this ends.`,
    ...(byHand.length > 0
      ? [`No mark was set automatically in: ${byHand.join('; ')}. A person here sees to it.`]
      : []),
  ];
}

const MARKED_BY_STAFF =
  'Nothing in our systems marks this by itself: a person here sees to it that it is left alone.';
