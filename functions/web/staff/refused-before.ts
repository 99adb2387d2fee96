import { lastOf } from '../../domain/data-subject-request';
import { reviewWay } from '../../domain/reviewers';
import { whoAsks } from '../../findings/own-request';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';

/**
 * Why somebody who refused what this request carries on does not refuse it again, and who can, in a sentence; nothing for anybody else. Asked of the settings as they are now:
 * two ids with one mailbox are one person. The register asks again by id (`mayRefuse`).
 */
export async function refusedBefore(
  deps: Pick<StaffDeps, 'desk' | 'vault'>,
  { request, staff }: Pick<StaffPage, 'request' | 'staff'>,
): Promise<string | undefined> {
  const refusedBy = lastOf(request.log, 'carries-on')?.data.refusedBy ?? [];
  const way = reviewWay(deps.desk, refusedBy, staff, await whoAsks(deps, request));
  if (way.kind === 'free') return undefined;
  const who =
    way.kind === 'others'
      ? `${way.who.map(({ name }) => name).join(' or ')} can, if there is a ground that nobody knew of, and finds it in the list of open requests`
      : 'Nobody else here may: do it, or have whoever runs the desk let somebody else decide (staff in rightsdesk.yaml)';
  return `You refused this before, and it was found that it has to be done after all, so you do not refuse it again. ${who}.`;
}
