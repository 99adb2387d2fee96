import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskData } from '../../domain/desk-deps';
import { isOwnAuthority } from '../../domain/is-own-authority';
import { lawsInForce } from '../../domain/laws-in-force';
import { referenceOf } from '../../domain/reference';
import type { LawTexts } from '../../emails/law-sentences';
import { joinedLawTexts, textsOfLaw, textsWithoutLaw } from '../../emails/texts-of-law';

/**
 * What each governing law wants said in an answer. A law that was not in force when the request arrived says
 * nothing. The desk's own authority is named under the laws for which it is competent.
 */
export function lawTexts(
  { desk, book }: Pick<DeskData, 'desk' | 'book'>,
  request: DataSubjectRequest,
): LawTexts {
  const { authority, contactEmail: contact } = desk.controller;
  const governing = lawsInForce({ desk, book }, request);
  if (governing.length === 0) return textsWithoutLaw(contact);
  const laws = governing.map((regime) =>
    textsOfLaw({
      regime,
      right: request.right,
      contact,
      form: desk.baseUrl,
      reference: referenceOf(request.requestId),
      ...(isOwnAuthority({ desk, book }, regime) ? { authority } : {}),
    }),
  );
  return joinedLawTexts(laws);
}
