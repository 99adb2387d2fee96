import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskData } from '../domain/desk-deps';
import { dueDates } from '../domain/due-dates';
import type { LawPart, LawTexts } from '../emails/mail-facts';

/** What the law that governs a request wants said in an answer: the complaint route first, with the desk's own authority. */
export function lawTexts(
  { desk, book }: Pick<DeskData, 'desk' | 'book'>,
  request: DataSubjectRequest,
): LawTexts {
  const regime = book.regimes[dueDates(request, book).ruling];
  if (!regime) throw new Error('no law of this desk governs the request');
  const ids = new Set(regime.refusal.mustContain.map((part) => part.id));
  const { authority } = desk.controller;
  return {
    name: regime.shortName,
    complaint: `${regime.authority.complaint} For us that is: ${authority.name}, ${authority.url}.`,
    remedy: ids.has('court') ? 'You can also ask a court to decide.' : '',
    appeal: regime.appeal?.words ?? '',
    further: [],
    demands: demandedParts(ids, regime.appeal !== null),
  };
}

function demandedParts(ids: ReadonlySet<string>, appeal: boolean): LawPart[] {
  const parts: [LawPart, boolean][] = [
    ['complaint', ids.has('complaint')],
    ['remedy', ids.has('court')],
    ['appeal', appeal],
  ];
  return parts.flatMap(([part, wanted]) => (wanted ? [part] : []));
}
