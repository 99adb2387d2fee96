import { carriedOnFrom } from '../../domain/carried-on-from';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { isUnread } from '../../domain/received-as';
import { referenceOf } from '../../domain/reference';
import { representativesFor } from '../../domain/representatives';
import type { EveryMail } from '../../emails/mail-frame-facts';

/** Facts that every mail needs, whoever reads it. */
export function everyMail({ desk }: Pick<DeskDeps, 'desk'>): EveryMail {
  const { legalName, address, contactEmail } = desk.controller;
  return { controller: { legalName, address, contactEmail }, zone: desk.zone };
}

/** Representatives under Art. 27 GDPR and its like, where the desk names some for the laws that govern. */
export function represented({ desk }: Pick<DeskDeps, 'desk'>, request: DataSubjectRequest) {
  const representatives = representativesFor(desk, request);
  return representatives.length > 0 ? { representatives } : {};
}

/** Facts of every mail about one request. */
export function aboutRequest(deps: Pick<DeskDeps, 'desk'>, request: DataSubjectRequest) {
  return {
    ...everyMail(deps),
    reference: referenceOf(request.requestId),
    right: request.right,
    ...carriedOnFrom(request),
    ...(isUnread(request) ? { unreadable: true as const } : {}),
    receivedOn: civilDateOf(request.received.receivedAt, request.received.zone).toString(),
  };
}
