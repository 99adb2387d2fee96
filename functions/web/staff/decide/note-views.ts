import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-link';
import type { Preview } from './preview-of';

/** Every look at somebody's data is in the log: who, and which collection, once a session. */
export async function noteViews(deps: StaffDeps, page: StaffPage, preview: Preview): Promise<void> {
  const seen = preview.stores.flatMap(({ store, findings }) =>
    findings
      .filter((finding) => finding.given + finding.withheldRecords.length > 0)
      .map((finding) => ({ storeId: store.storeId, collection: finding.collection.name })),
  );
  for (const one of seen) await noteView(deps, page, one);
}

/** One look, once a session. `collection`: its name in the map, or `file-3` for the third file that was uploaded for a store. */
export async function noteView(
  deps: StaffDeps,
  { request, session, staff }: StaffPage,
  { storeId, collection }: { storeId: string; collection: string },
): Promise<void> {
  const commandId = `viewed-${session.hash.slice(0, 16)}-${storeId}-${collection}`;
  if (request.log.some((event) => event.commandId === commandId)) return;
  const data = { staffId: staff.id, storeId, collection };
  const actor = { kind: 'staff', id: staff.id } as const;
  await deps.register.append(request.requestId, commandId, (now) =>
    now.status === 'awaiting-decision' ? { type: 'preview-viewed', data, actor } : undefined,
  );
}
