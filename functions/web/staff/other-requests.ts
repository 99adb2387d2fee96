import { linkedRequests } from '../../casework/queue/linked-requests';
import { whoAsked } from '../../casework/queue/who-asked';
import {
  type DataSubjectRequest,
  isClosed,
  isVerified,
  isWithdrawn,
} from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates, receivedOn } from '../../domain/due-dates';
import { lastOf } from '../../domain/log-entries';
import { isQueued } from '../../domain/may-end';
import { nicknameOf } from '../../domain/nickname';
import { type OtherErasure, otherErasures } from '../../domain/other-erasures';
import { hasBegunToErase, isCopySealed, waitsFor } from '../../domain/person-queue';
import { referenceOf } from '../../domain/reference';
import { restrictionOf } from '../../domain/restriction';
import { type Right, rights } from '../../domain/rights';
import { countText, dateText } from '../../words/date-text';
import { outcomeLabels, statusLabels } from '../../words/status-labels';
import type { OtherRequestsFacts, OtherRequestView } from './other-requests-view';
import { relatedRequests } from './related-requests';

type Deps = Pick<DeskDeps, 'register' | 'book' | 'vault'>;

/** What staff see of other requests with the same proven address or number. */
export async function otherRequests(deps: Deps, request: DataSubjectRequest): Promise<OtherRequestsFacts> {
  const others = await linkedRequests(deps, request);
  const askers = await whoAsked(deps, request, others);
  return {
    requests: others.map((other) => {
      const asker = askers.get(other.requestId);
      return {
        ...viewOf(deps, other),
        ...(asker === 'for-other' || asker === 'other-name' ? { asker } : {}),
      };
    }),
    notes: [...relatedNotes(request), ...notesOf(request, others)],
  };
}

/** What a request led to, and why one exists that no one sent. */
function relatedNotes(request: DataSubjectRequest): string[] {
  const related = relatedRequests(request).map(({ requestId, how }) => `${how} ${referenceOf(requestId)}.`);
  const isCarried = lastOf(request.log, 'carries-on') !== undefined;
  return [...related, ...(isCarried ? ['Whoever refused it before may not refuse it again.'] : [])];
}

function notesOf(request: DataSubjectRequest, others: readonly DataSubjectRequest[]): string[] {
  return rights[request.right].carriedOut === 'erasure'
    ? ofErasure(request, others)
    : ofCopy(request, others);
}

function viewOf({ book }: Deps, other: DataSubjectRequest): OtherRequestView {
  const ended = other.outcome ? outcomeLabels[other.outcome] : 'Closed';
  const waits = isQueued(other) ? 'Waiting for its turn' : statusLabels[other.status];
  return {
    reference: referenceOf(other.requestId),
    nickname: nicknameOf(other),
    right: other.right,
    status: isRestricted(other)
      ? `${ended}, and its data is still kept out of use`
      : isClosed(other)
        ? ended
        : waits,
    receivedOn: receivedOn(other).toString(),
    ...(isClosed(other) ? {} : { dueOn: dueDates(other, book).latest }),
  };
}

/** Rights that could no longer be granted if the data were erased first. */
const spoilt: readonly Right[] = ['restriction', 'objection', 'rectification', 'automated-decision-review'];

function ofErasure(request: DataSubjectRequest, others: readonly DataSubjectRequest[]): string[] {
  const open = others.filter((other) => isVerified(other) && !isClosed(other) && !isWithdrawn(other));
  const copies = hasBegunToErase(request) ? [] : open.filter(isCopy).filter((o) => waitsFor(request, o));
  return [
    ...copies.map(
      (other) =>
        `The erasure waits until the copy for ${referenceOf(other.requestId)} is sealed, but not into the last three days before either date.`,
    ),
    ...open
      .filter(({ right }) => spoilt.includes(right))
      .map(
        (other) =>
          `${referenceOf(other.requestId)} is open. Settle it first: what is erased can be neither corrected, restricted nor looked into any more.`,
      ),
    ...others.filter(isRestricted).map(restrictedNote),
    ...otherErasures(request, others).map(erasureNote),
  ];
}

/**
 * The person may have asked to keep the data, perhaps for a legal claim (Art. 18(1)(b), (c) and (2) GDPR).
 */
function restrictedNote({ requestId }: DataSubjectRequest): string {
  return `${referenceOf(requestId)} still holds: its data is only stored, and used only with the person’s consent or for legal claims. Before you erase it, ask them whether they still need it kept: what is erased cannot be kept for them.`;
}

function isRestricted(other: DataSubjectRequest): boolean {
  return isClosed(other) && restrictionOf(other) !== undefined;
}

function isCopy({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'export';
}

function ofCopy(request: DataSubjectRequest, others: readonly DataSubjectRequest[]): string[] {
  const erasures = otherErasures(request, others);
  const toCome = others.some(
    (other) => other.right === 'erasure' && !isClosed(other) && isVerified(other) && !hasBegunToErase(other),
  );
  return [
    ...erasures.map(erasureNote),
    ...(erasures.some(({ came }) => came === 'before') && isCopy(request)
      ? ['What it removed is not in this copy, and the package says so.']
      : []),
    ...(toCome && isCopy(request) ? [waitingNote(request)] : []),
  ];
}

function waitingNote(request: DataSubjectRequest): string {
  return isCopySealed(request)
    ? 'The copy is sealed: the erasure takes nothing from it, whenever you decide.'
    : 'The erasure waits until this copy is sealed, but not into the last three days before either date.';
}

function erasureNote(one: OtherErasure): string {
  const how = one.isOver ? 'It has' : 'So far it has';
  return `The erasure ${referenceOf(one.requestId)} began on ${dateText(one.beganOn)}. ${how} erased or blanked ${countText(one.erased, 'record')}.`;
}
