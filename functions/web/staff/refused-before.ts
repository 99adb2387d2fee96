import { whoAsks } from '../../casework/evidence/own-request';
import { lastOf } from '../../domain/log-entries';
import { reviewWay } from '../../domain/reviewers';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/**
 * Why somebody does not refuse, in sentences. `nobodyElse`: nobody else can, so in their own words they may.
 */
interface RefusedBefore {
  readonly why: string;
  readonly nobodyElse: boolean;
}

/**
 * Why somebody who decided on what this request carries on does not refuse it, and who can; nothing for
 * anybody else. Asked of the settings as they are now: two ids with one
 * mailbox are one person. The register asks again by id (`mayRefuse`).
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
    why: `You decided on this before, and a complaint or an appeal about that was upheld, at least in part, so you do not refuse it on a ground. ${who}`,
    nobodyElse,
  };
}

function others(names: string): string {
  return `${names} can, if there is a ground that nobody knew of. They find this request in the list of open requests.`;
}

const ALONE =
  'Nobody else here can decide: do it, or have whoever runs the desk let somebody else decide (staff in rightsdesk.yaml). If there is a ground that nobody knew of, refuse it in your own words, which takes the app: the person reads that you decided before as well.';
