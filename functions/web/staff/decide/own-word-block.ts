import { approverWay } from '../../../domain/approvals';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-link';

/** Why somebody may not approve what rests on their own word, and who can, in a sentence; nothing when they may. Asked of the settings as they are now. */
export function ownWordBlock(
  { desk }: Pick<StaffDeps, 'desk'>,
  { request, staff }: Pick<StaffPage, 'request' | 'staff'>,
  asking: readonly string[],
): string | undefined {
  const way = approverWay(desk, request, staff, asking);
  if (way.kind !== 'others') return undefined;
  const names = way.who.map(({ name }) => name).join(' or ');
  return `You entered this request, or said who it is from, whose some of it is or that it goes out after all, so somebody else approves it: ${names} has the same mail. You can still refuse it.`;
}
