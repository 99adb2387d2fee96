import { requesterFacts } from '../../../casework/evidence/requester-facts';
import { unheardOnFile } from '../../../casework/mail/unheard-on-file';
import { awaitsNotice, changesGuardedData } from '../../../domain/correction-notice';
import {
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isErasurePaused,
  seqOf,
} from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { mayBeTakeover } from '../../../domain/may-be-takeover';
import { mayRenew } from '../../../domain/may-renew';
import { rights } from '../../../domain/rights';

type Deps = Pick<DeskDeps, 'vault' | 'map'>;

const RISK = 'Somebody could take over an account with this';

const ASK =
  'Ask for something that does not come from the mailbox before you change it: a call to the number on file, an order number.';

/**
 * Warns staff who correct by hand that an account could be taken over: whether the addresses on file were
 * notified, and whether one of them stopped it. Undefined where no point may concern such data.
 */
export async function takeoverWarning(deps: Deps, request: DataSubjectRequest): Promise<string | undefined> {
  if (rights[request.right].carriedOut !== 'correction') return undefined;
  if (isApproved(request) && !changesGuardedData(request)) return undefined;
  if (isApproved(request) && isNoticed(request)) return afterNotice(deps, request);
  const mayBe = isApproved(request) || mayBeTakeover(deps.map, await requesterFacts(deps, request));
  return mayBe ? untold(request) : undefined;
}

/** Whether the notice of the present decision was given. */
function isNoticed(request: DataSubjectRequest): boolean {
  return seqOf(request, 'erasure-noticed') > seqOf(request, 'decided') || !awaitsNotice(request);
}

async function afterNotice(deps: Deps, request: DataSubjectRequest): Promise<string> {
  if (isErasurePaused(request))
    return `${RISK}. Whoever reads one of the addresses on file stopped it: change nothing before you know for certain who asked. Nothing that comes from the mailbox that asked shows that; a call to the number on file may.`;
  if ((await unheardOnFile(deps, request)).length > 0)
    return `${RISK}, and an address on file did not get the notice: whoever reads it cannot have stopped this. Change nothing before you know for certain who asked. ${ASK}`;
  if (awaitsNotice(request))
    return `${RISK}. The addresses on file are told which kind of data changes, and the time in which they can stop it is not over. Change nothing before that. ${ASK}`;
  const stopped = seqOf(request, 'erasure-paused') > seqOf(request, 'decided');
  return stopped
    ? `${RISK}. The addresses on file were told which kind of data changes. One of them stopped it, one of you let it go on, and nobody stopped it again. ${ASK}`
    : `${RISK}. The addresses on file were told which kind of data changes, and nobody stopped it. ${ASK}`;
}

function untold(request: DataSubjectRequest): string {
  const since = hasHappened(request, 'erasure-noticed') ? 'of what is to change now' : 'yet';
  const way = mayRenew(request)
    ? 'search again and plan it there, so that the desk tells them'
    : 'write to every address on file yourself, and give them a few days to object';
  return `${RISK}, and no address on file has been told ${since}. Change no name, address, log-in, bank account or date of birth before that: ${way}. ${ASK}`;
}
