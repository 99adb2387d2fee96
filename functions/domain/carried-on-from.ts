import type { DataSubjectRequest } from './data-subject-request';
import { lastOf } from './log-entries';
import { referenceOf } from './reference';

/**
 * Reference of the complaint, appeal or objection from which a request follows; empty where the requester
 * asked for it directly. Every text that tells a person of a request needs it: "you asked us" is untrue of a
 * request that they did not send.
 */
export function carriedOnFrom({ log }: Pick<DataSubjectRequest, 'log'>): { readonly follows?: string } {
  const from = lastOf(log, 'carries-on')?.data.fromId;
  return from === undefined ? {} : { follows: referenceOf(from) };
}
