import { carriedOnFrom } from '../domain/carried-on-from';
import { type DataSubjectRequest, hasHappened } from '../domain/data-subject-request';
import { receivedOn } from '../domain/due-dates';
import { type OtherErasure, otherErasures } from '../domain/other-erasures';
import { passedOver } from '../domain/person-queue';
import { referenceOf } from '../domain/reference';
import { rights } from '../domain/rights';
import { countText, dateText } from './date-text';
import { rightLabels } from './right-labels';

/**
 * What an answer must say about other requests with the same proven address: which erasure removed something
 * before it, and which request an erasure did not wait for. One or two sentences each, for the requester. It
 * never says that they asked for it themselves: somebody else may read the same mailbox, or it was asked for
 * somebody else.
 */
export function otherRequestTexts(
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): string[] {
  const erasures = otherErasures(request, others);
  if (!hasHappened(request, 'manifest-frozen')) return erasures.map(beforeNothing);
  if (rights[request.right].carriedOut === 'export') return erasures.map(inCopy);
  const before = erasures.filter(({ came }) => came === 'before').map(inErasure);
  return [...before, ...passedOverWords(request, others)];
}

/**
 * The same for an answer with the kinds of data only: that an erasure changed what it says, but not when, by
 * which request or how much.
 */
export function otherRequestKindTexts(
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): string[] {
  return [...new Set(otherErasures(request, others).map(({ came }) => kindsOf[came]))];
}

const kindsOf: Readonly<Record<OtherErasure['came'], string>> = {
  before:
    'Before this answer was made, we began an erasure. Kinds of data of which it left nothing are not named in this answer.',
  after:
    'After what this answer names was looked up, we began an erasure. What it removes may be named here.',
};

function inCopy(one: OtherErasure): string {
  if (one.came === 'after')
    return `On ${dateText(one.beganOn)}, after this copy was made, we began an erasure ${askedFor(one)}. What it removes is in this copy and no longer with us.`;
  const late = one.hurried ? ' Your copy was not ready when the last date for the erasure came near.' : '';
  return `This copy is not complete: ${began(one)} before the copy was made. ${removed(one)} What it removed is not in this copy.${late}`;
}

function beforeNothing(one: OtherErasure): string {
  return `There was data before: ${began(one)}. ${removed(one)}`;
}

function inErasure(one: OtherErasure): string {
  return `An erasure came before this one: ${began(one)}. ${removed(one)} That is not counted here.`;
}

function began(one: OtherErasure): string {
  return `on ${dateText(one.beganOn)} we began an erasure ${askedFor(one)}`;
}

function askedFor({ askedOn, requestId, follows }: OtherErasure): string {
  if (follows) return `that followed from our answer to the letter ${follows} (${referenceOf(requestId)})`;
  return `asked for on ${dateText(askedOn)} (${referenceOf(requestId)})`;
}

function removed({ erased, isOver }: OtherErasure): string {
  if (erased > 0) return `It has erased or blanked ${countText(erased, 'record')}${isOver ? '' : ' so far'}.`;
  return isOver ? 'It found nothing to erase.' : 'It is still going on.';
}

function passedOverWords(request: DataSubjectRequest, others: readonly DataSubjectRequest[]): string[] {
  const left = passedOver(request)?.behind ?? [];
  return others
    .filter(({ requestId }) => left.includes(requestId))
    .map(
      (other) =>
        `${alsoAsked(other)}. It was not ready when we had to begin the erasure, so its answer lacks what we have erased.`,
    );
}

function alsoAsked(other: DataSubjectRequest): string {
  const { follows } = carriedOnFrom(other);
  const day = dateText(receivedOn(other).toString());
  const what = `(${referenceOf(other.requestId)}): “${rightLabels(other.right).title}”`;
  return follows
    ? `Since ${day} another request follows from our answer to the letter ${follows} ${what}`
    : `On ${day} another request came ${what}`;
}
