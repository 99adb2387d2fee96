import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-link';
import type { Preview } from './preview-of';

/** Every look at somebody's data is in the log: who, and which collection, once a session. */
export async function noteViews(deps: StaffDeps, page: StaffPage, preview: Preview): Promise<void> {
  const { request, session, staff } = page;
  const seen = preview.stores.flatMap(({ store, findings }) =>
    findings
      .filter((finding) => finding.given + finding.withheldRecords.length > 0)
      .map((finding) => ({ storeId: store.storeId, collection: finding.collection.name })),
  );
  for (const { storeId, collection } of seen) {
    const commandId = `viewed-${session.hash.slice(0, 16)}-${storeId}-${collection}`;
    if (request.log.some((event) => event.commandId === commandId)) continue;
    await deps.register.append(request.requestId, commandId, (now) =>
      now.status === 'awaiting-decision'
        ? {
            type: 'preview-viewed',
            data: { staffId: staff.id, storeId, collection },
            actor: { kind: 'staff', id: staff.id },
          }
        : undefined,
    );
  }
}
