import { type DataSubjectRequest, lastOf } from '../../../domain/data-subject-request';
import { mayExtend } from '../../../domain/deadlines/may-extend';
import type { CitedGround } from '../../../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../../../domain/desk-deps';
import { dueDates, lawCase } from '../../../domain/due-dates';
import { mayHappen } from '../../../domain/request-status';

export interface ExtensionOffer {
  readonly regime: string;
  readonly grounds: readonly CitedGround[];
  /** Plain dates: to which the answer moves, and the last day on which the person can be told. */
  readonly until: string;
  readonly lawfulUntil: string;
}

/** The extension that is lawful now under the law whose clock rules, if it moves the latest date at all. */
export function extensionOffer(
  deps: Pick<DeskDeps, 'book' | 'clock'>,
  request: DataSubjectRequest,
): ExtensionOffer | undefined {
  if (!mayHappen('extended', request.status) || lastOf(request.log, 'extended')) return undefined;
  const before = dueDates(request, deps.book);
  const regime = before.ruling;
  const deadlineCase = lawCase(request, regime, deps.book);
  if (!deadlineCase) return undefined;
  const now = deps.clock.now();
  const offer = mayExtend(deadlineCase, deps.book, now);
  if (!offer.lawful || !offer.lastDay || offer.extendedRespondBy === null) return undefined;
  const until = dueDates(extended(request, regime, now), deps.book).latest;
  return until > before.latest
    ? { regime, grounds: offer.grounds, until, lawfulUntil: offer.lastDay }
    : undefined;
}

/** The request as it would be. */
function extended(request: DataSubjectRequest, regime: string, at: string): DataSubjectRequest {
  const { requestId, log } = request;
  const place = { requestId, seq: log.length + 1, at, commandId: 'as-if', prev: '', hash: '' };
  const data = { regime, ground: '', words: '', staffId: '' };
  return { ...request, log: [...log, { type: 'extended', data, actor: { kind: 'desk' }, ...place }] };
}
