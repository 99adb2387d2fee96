import { type DataSubjectRequest, type EventOf, lastOf } from '../../../domain/data-subject-request';
import { mayExtend } from '../../../domain/deadlines/may-extend';
import type { CitedGround } from '../../../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../../../domain/desk-deps';
import { dueDates, lawCase } from '../../../domain/due-dates';
import { asIfTold } from '../../../domain/extension-notice';
import { mayHappen } from '../../../domain/request-status';

export interface ExtensionOffer {
  readonly regime: string;
  readonly grounds: readonly CitedGround[];
  /** Plain date to which the answer moves; absent where the law sets no length and the notice itself has to name the day. */
  readonly until?: string;
  /** Plain date: the last day on which the person can be told. */
  readonly lawfulUntil: string;
}

type Deps = Pick<DeskDeps, 'book' | 'clock'>;

/** The extension that is lawful now under the law whose clock rules, if it moves the latest date at all. */
export function extensionOffer(deps: Deps, request: DataSubjectRequest): ExtensionOffer | undefined {
  if (!mayHappen('extended', request.status) || lastOf(request.log, 'extended')) return undefined;
  const regime = dueDates(request, deps.book).ruling;
  const deadlineCase = lawCase(request, regime, deps.book);
  if (!deadlineCase) return undefined;
  const { lawful, lastDay, grounds, extendedRespondBy } = mayExtend(
    deadlineCase,
    deps.book,
    deps.clock.now(),
  );
  if (!lawful || !lastDay) return undefined;
  const offer = { regime, grounds, lawfulUntil: lastDay };
  if (extendedRespondBy === null) return offer;
  const until = movedTo(deps, request, { regime });
  return until ? { ...offer, until } : undefined;
}

/** The latest date after an extension; nothing when it would stay where it is, because another law's date holds it. `until`: the day that the notice names. */
export function movedTo(
  { book, clock }: Deps,
  request: DataSubjectRequest,
  notice: { regime: string; until?: string },
): string | undefined {
  const after = dueDates(extended(request, notice, clock.now()), book).latest;
  return after > dueDates(request, book).latest ? after : undefined;
}

/** The request as it would be, with the person told. */
function extended(
  request: DataSubjectRequest,
  notice: { regime: string; until?: string },
  at: string,
): DataSubjectRequest {
  const { requestId, log } = request;
  const place = { requestId, seq: log.length + 1, at, commandId: 'as-if', prev: '', hash: '' };
  const data = { ...notice, ground: '', words: '', staffId: '' };
  const event: EventOf<'extended'> = { type: 'extended', data, actor: { kind: 'desk' }, ...place };
  return asIfTold({ ...request, log: [...log, event] }, event, at);
}
