import { createHash } from 'node:crypto';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { EventData } from '../../../domain/events';
import { allOf, lastOf } from '../../../domain/log-entries';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { Preview } from './preview';

type Look = EventData['preview-viewed']['collections'][number];

/**
 * Logs who viewed which collections, once for each session; one page makes one event. Names of places that
 * could not be read count as such data (`unread-compressed`).
 */
export function recordViews(deps: StaffDeps, page: StaffPage, preview: Preview | undefined): Promise<void> {
  const unread = lastOf(page.request.log, 'manifest-frozen')?.data.unread ?? [];
  const places = unread.map(({ storeId, reason }) => ({ storeId, collection: `unread-${reason}` }));
  const seen = (preview?.stores ?? []).flatMap(({ store, findings }) =>
    findings
      .filter((finding) => finding.given + finding.withheldRecords.length > 0)
      .map((finding) => ({ storeId: store.storeId, collection: finding.collection.name })),
  );
  return noteLooks(deps, page, [...seen, ...places]);
}

/**
 * Logs one look at further records of a collection, or at a file; `collection` is `file-3` for the third that
 * was uploaded for a store.
 */
export function recordLook(deps: StaffDeps, page: StaffPage, look: Look): Promise<void> {
  return noteLooks(deps, page, [look]);
}

async function noteLooks(
  deps: StaffDeps,
  { request, session, staff }: StaffPage,
  looks: readonly Look[],
): Promise<void> {
  const noted = looksIn(request, session.hash);
  const fresh = looks.filter((look) => !noted.some((one) => isSame(one, look)));
  if (fresh.length === 0) return;
  const data = { staffId: staff.id, collections: fresh };
  await deps.register.append(request.requestId, `${prefix(session.hash)}${digestOf(fresh)}`, (now) =>
    now.status === 'awaiting-decision'
      ? { type: 'preview-viewed', data, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
}

function looksIn(request: DataSubjectRequest, session: string): Look[] {
  return allOf(request.log, 'preview-viewed')
    .filter((e) => e.commandId.startsWith(prefix(session)))
    .flatMap((e) => e.data.collections);
}

/** Two pages opened at once count as one look if they show the same, and as two if they do not. */
function digestOf(looks: readonly Look[]): string {
  return createHash('sha256').update(JSON.stringify(looks)).digest('hex').slice(0, 16);
}

function prefix(session: string): string {
  return `viewed-${session.slice(0, 16)}-`;
}

function isSame(one: Look, other: Look): boolean {
  return one.storeId === other.storeId && one.collection === other.collection;
}
