import { whoAsks } from '../../casework/evidence/own-request';
import { lastOf } from '../../domain/log-entries';
import { reviewWay } from '../../domain/reviewers';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/**
 * Why somebody may not refuse, in sentences. `nobodyElse`: no one else can, so they may in their own words.
 */
interface RefusedBefore {
  readonly why: string;
  readonly nobodyElse: boolean;
}

/**
 * Why somebody who decided the request that this one carries on may not refuse it, and who can; undefined for
 * anybody else. By the present settings two ids with one mailbox are one person. The register checks again by
 * id (`mayRefuse`).
 */
export async function refusedBefore(
  deps: Pick<StaffDeps, 'desk' | 'vault'>,
  { request, staff }: Pick<StaffPage, 'request' | 'staff'>,
): Promise<RefusedBefore | undefined> {
  const refusedBy = lastOf(request.log, 'carries-on')?.data.refusedBy ?? [];
  const way = reviewWay(deps.desk, refusedBy, staff, await whoAsks(deps, request));
  if (way.kind === 'free') return undefined;
  const nobodyElse = way.kind === 'nobody-else';
  const who = nobodyElse ? ALONE : others(way.who.map(({ name }) => name).join(' or '));
  return {
    why: `You decided on this before, and a complaint or an appeal about that was upheld, at least in part, so you may not refuse it on a ground. ${who}`,
    nobodyElse,
  };
}

function others(names: string): string {
  return `${names} can, if there is a ground that nobody knew of. They find this request in the list of open requests.`;
}

const ALONE =
  'Nobody else here can decide: do it, or have whoever runs the desk let somebody else decide (staff in rightsdesk.yaml). If there is a ground that nobody knew of, refuse it in your own words, which takes the app: the person reads that you decided before as well.';
