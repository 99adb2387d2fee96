import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { namedPlace, OWN_ADDRESS } from '../../domain/person-queue';
import { addressPlaceOf } from '../../domain/questions';
import { namedIdentifiers, requesterFacts } from '../evidence/requester-facts';
import { type LinkDeps, linkRequests } from './link-requests';
import { linkOptOuts, linkSignals } from './opt-outs-of-address';

/**
 * Links a request by the address it came with. Call it before recording that the requester has that mailbox,
 * or that staff know them.
 */
export async function linkOwnAddress(deps: LinkDeps, request: DataSubjectRequest): Promise<void> {
  const { email } = await requesterFacts(deps, request);
  if (email === undefined) return;
  await linkRequests(deps, request.requestId, [{ kind: 'email', value: email, place: OWN_ADDRESS }]);
  await linkOptOuts(deps, request, email);
}

/**
 * Links a request by an address that the requester named. Call it before recording that they have that
 * mailbox.
 *
 * @param subjectId - which address, as its link says
 */
export async function linkNamedAddress(
  deps: LinkDeps,
  request: DataSubjectRequest,
  subjectId: string,
): Promise<void> {
  const { given, index } = addressPlaceOf(subjectId);
  const named = await namedIdentifiers(deps, request);
  const one = named.find((n) => n.kind === 'email' && n.given === given && n.index === index);
  if (!one) return;
  const place = namedPlace(given, one.kind, index);
  await linkRequests(deps, request.requestId, [{ kind: one.kind, value: one.value, place }]);
  await linkSignals(deps, request, { value: one.value, place });
}

/**
 * Links a request by all identifiers that were named last. Call it before recording that staff vouch for
 * them.
 */
export async function linkVouched(deps: LinkDeps, request: DataSubjectRequest): Promise<void> {
  const last = lastOf(request.log, 'identifiers-given')?.seq;
  const named = (await namedIdentifiers(deps, request)).filter(({ given }) => given === last);
  const identifiers = named.map(({ kind, value, given, index }) => ({
    kind,
    value,
    place: namedPlace(given, kind, index),
  }));
  await linkRequests(deps, request.requestId, identifiers);
  for (const mailbox of identifiers.filter(({ kind }) => kind === 'email'))
    await linkSignals(deps, request, mailbox);
}
