import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { isLinked, linkedIds } from '../../domain/person-queue';
import { isServiceFault } from './is-service-fault';

/**
 * The other requests of the same data subject, by identifiers that are proven in both, in the order of
 * receipt. Closed ones too, as long as their records are kept. A request without any costs no read.
 */
export async function linkedRequests(
  { register }: Pick<DeskDeps, 'register'>,
  request: DataSubjectRequest,
): Promise<DataSubjectRequest[]> {
  const others = await Promise.all(linkedIds(request).map((id) => readableRequest(register.find(id))));
  return others
    .filter((other) => other !== undefined)
    .filter((other) => isLinked(request, other))
    .sort((a, b) => (a.received.receivedAt < b.received.receivedAt ? -1 : 1));
}

/** `undefined` for a damaged log, which must keep no other request from going on. */
export async function readableRequest(
  reading: Promise<DataSubjectRequest | undefined>,
): Promise<DataSubjectRequest | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isServiceFault(error)) throw error;
    return undefined;
  }
}
