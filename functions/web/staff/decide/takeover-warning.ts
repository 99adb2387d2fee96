import { awaitsNotice, changesGuarded } from '../../../domain/correction-notice';
import { type DataSubjectRequest, lastOf } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { mayBeTakeover } from '../../../domain/may-be-takeover';
import { rights } from '../../../domain/rights';
import { requesterFacts } from '../../../findings/requester-facts';

const ASK =
  'Ask for something that does not come from the mailbox before you change it: a call to the number on file, an order number.';

/**
 * What whoever corrects by hand has to know of the danger that an account is taken over: whether the addresses on file have heard. Nothing where no point may be about such
 * data.
 */
export async function takeoverWarning(
  deps: Pick<DeskDeps, 'vault' | 'map'>,
  request: DataSubjectRequest,
): Promise<string | undefined> {
  if (rights[request.right].carriedOut !== 'correction') return undefined;
  const isApproved = lastOf(request.log, 'decided')?.data.decision.startsWith('approved') === true;
  if (isApproved && !changesGuarded(request)) return undefined;
  if (isApproved && !awaitsNotice(request))
    return `Somebody could take over an account with this. The addresses on file were told which kind of data changes, and nobody stopped it. ${ASK}`;
  return mayBeTakeover(deps.map, await requesterFacts(deps, request))
    ? `Somebody could take over an account with this, and no address on file has been told yet. Change no name, address, log-in, bank account or date of birth before that: search again and plan it there, so that the desk tells them. ${ASK}`
    : undefined;
}
