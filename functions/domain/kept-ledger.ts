import type { DataSubjectRequest } from './data-subject-request';
import { type ErasureLedger, totalsOf } from './erasure-ledger';
import { allOf } from './log-entries';

/** What the desk did in a store at the end of a retention, call by call. */
export function keptLedger({ log }: DataSubjectRequest, keptId: string, storeId: string): ErasureLedger {
  const isAsked = (e: { data: { keptId: string; storeId: string } }) =>
    e.data.keptId === keptId && e.data.storeId === storeId;
  const answers = allOf(log, 'kept-end-acknowledged').filter(isAsked);
  const answered = new Set(answers.map((e) => e.data.call));
  return {
    done: totalsOf(answers.flatMap((e) => e.data.collections)),
    unanswered: allOf(log, 'kept-end-begun')
      .filter(isAsked)
      .map((e) => ({ ...e.data, at: e.at }))
      .filter(({ call }) => !answered.has(call)),
  };
}
