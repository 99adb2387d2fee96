import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskData } from '../domain/desk-deps';
import { covers, leadingLaw } from '../domain/governing-laws';
import { referenceOf } from '../domain/reference';
import { lawTexts as textsOfLaw } from '../emails/law-texts';
import type { LawTexts } from '../emails/mail-facts';

/** What the law that governs a request wants said in an answer. The desk's own authority is named where it is competent under that law. */
export function lawTexts(
  { desk, book }: Pick<DeskData, 'desk' | 'book'>,
  request: DataSubjectRequest,
): LawTexts {
  const regime = leadingLaw({ desk, book }, request);
  const { authority, contactEmail: contact } = desk.controller;
  const competent = covers(regime.jurisdiction, desk.place);
  return textsOfLaw({
    regime,
    right: request.right,
    contact,
    form: desk.baseUrl,
    reference: referenceOf(request.requestId),
    ...(competent ? { authority } : {}),
  });
}
