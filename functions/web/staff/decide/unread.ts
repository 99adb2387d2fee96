import { frozenManifest } from '../../../casework/evidence/stored-findings';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { UnreadCount, UnreadSays } from '../../../domain/event-facts';
import { lastOf } from '../../../domain/log-entries';
import { unreadSettled } from '../../../domain/open-work';
import { storeTitle } from '../../../domain/store-title';
import type { StaffPage } from '../staff-page';
import { readStaffText } from '../staff-text';
import { type Act, isSubmissionId } from './act-result';
import type { DecisionUnreadFacts, UnreadShown } from './decision-unread';
import type { SharedFacts } from './shared-facts';

/** Maximum number of names on the page; all of them are in the sealed manifest. */
const SHOWN = 200;

/**
 * Records what staff found in the places that the desk could not read: the group, the counts, and what they
 * say about it.
 */
export const settleUnread: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (!isSubmissionId(fields.once)) return { done: 'changed-meanwhile' };
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  const answers = (frozen?.unread ?? []).flatMap((group, at) => {
    const says = saidOf(fields[`says-${at}`]);
    return says && fields[`group-${at}`] === unreadGroupId(group) ? [{ group, says }] : [];
  });
  if (!frozen || answers.length === 0)
    return { errors: { 'says-0': 'Say what you found for at least one.' } };
  const note = readStaffText(fields, 'note', 2_000);
  const sealed = 'text' in note ? await deps.vault.seal(requestId, note.text) : undefined;
  for (const { group, says } of answers) {
    await deps.register.append(
      requestId,
      `unread-${frozen.version}-${unreadGroupId(group)}-${fields.once}`,
      (now) =>
        now.status === 'awaiting-decision'
          ? {
              type: 'unread-settled',
              data: { ...group, says, manifestVersion: frozen.version, staffId: staff.id },
              ...(sealed ? { sealed } : {}),
              actor: { kind: 'staff', id: staff.id },
            }
          : undefined,
    );
  }
  return { shown: 'unread-settled' };
};

function saidOf(text: string | undefined): UnreadSays | undefined {
  return (['nothing', 'handled', 'to-do'] as const).find((says) => says === text);
}

/** Holds names of the data map and a reason: no personal data. */
export function unreadGroupId({ storeId, reason }: Pick<UnreadCount, 'storeId' | 'reason'>): string {
  return `${storeId}/${reason}`;
}

/** The places that could not be read, and the form that says what is there. */
export async function unreadFacts(
  deps: Pick<DeskDeps, 'objects' | 'map'>,
  { request }: StaffPage,
  { isPending, formFor }: SharedFacts,
): Promise<DecisionUnreadFacts> {
  const counts = lastOf(request.log, 'manifest-frozen')?.data.unread ?? [];
  const groups = await unreadShown(deps, request, counts);
  const ids = counts.map((group, at) => [`group-${at}`, unreadGroupId(group)]);
  return { groups, ...(isPending ? { form: formFor('unread', Object.fromEntries(ids)) } : {}) };
}

/** The groups as the page lists them, with the names of the places. */
async function unreadShown(
  deps: Pick<DeskDeps, 'objects' | 'map'>,
  request: DataSubjectRequest,
  groups: readonly UnreadCount[],
): Promise<UnreadShown[]> {
  if (groups.length === 0) return [];
  const { stores } = await frozenManifest(deps, request);
  const settled = unreadSettled(request);
  return groups.map(({ storeId, reason, places: count }) => {
    const unread = stores.find((s) => s.storeId === storeId)?.unread ?? [];
    const places = unread.filter((u) => u.reason === reason).map((u) => u.place);
    const says = settled.find((s) => s.storeId === storeId && s.reason === reason)?.says;
    const store = storeTitle(deps.map, storeId);
    return { store, reason, count, places: places.slice(0, SHOWN), ...(says ? { says } : {}) };
  });
}
