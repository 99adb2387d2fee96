import { type DataSubjectRequest, lastOf } from './data-subject-request';
import { referenceOf } from './reference';

/**
 * Reference of the complaint, appeal or objection whose answer a request follows from; empty where the person
 * asked for it in so many words. Whatever tells a person of
 * a request needs it: "you asked us" is untrue of one that nobody sent.
 */
export function letterFollowed({ log }: Pick<DataSubjectRequest, 'log'>): { readonly follows?: string } {
  const from = lastOf(log, 'carries-on')?.data.fromId;
  return from === undefined ? {} : { follows: referenceOf(from) };
}
