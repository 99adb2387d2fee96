import type { ApproverWay } from '../../../domain/approvals';

/**
 * Why somebody may not approve what rests on their own word, and who can, in a sentence; undefined when they
 * may.
 */
export function ownWordBlock(way: ApproverWay): string | undefined {
  const others = othersOf(way);
  return (
    others &&
    `${OWN_WORD}, so somebody else approves it: ${others} has the same mail. You can still refuse it.`
  );
}

/** The same for a paused erasure: staff on whose word the request rests may not resume it. */
export function resumeBlock(way: ApproverWay): string | undefined {
  const others = othersOf(way);
  return others && `${OWN_WORD}, so somebody else lets it go on: ${others} has the same mail.`;
}

const OWN_WORD =
  'You entered this request, or gave your word on it (who it is from, whose some of it is, or that it goes out after all)';

/** Names of those who can act instead of somebody on whose word it rests. */
function othersOf(way: ApproverWay): string | undefined {
  return way.kind === 'others' ? way.who.map(({ name }) => name).join(' or ') : undefined;
}

/** Why too few people can approve this, and what to do instead, in a sentence; undefined where enough can. */
export function tooFewBlock(able: number, needed: number): string | undefined {
  if (able >= needed) return undefined;
  return `Not possible: ${needed} people have to approve this, and only ${able} may, since nobody may decide on their own request. Hand it over below, and one of you carries it out by hand; or have whoever runs the desk let somebody else decide (staff in rightsdesk.yaml). You can still refuse it.`;
}
