import type { NotCorrected } from '../../../domain/correction';
import {
  allCorrected,
  correctedNow,
  fieldWords,
  frozenCorrection,
  leftUncorrected,
} from '../../../domain/corrections';
import { type DataSubjectRequest, lastOf } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { storeTitle } from '../../../domain/open-work';
import type { HandedOverFacts } from '../../../pages/staff/handed-over';
import { inSentence } from '../../../pages/words/in-sentence';

const BECAUSE: Readonly<Record<NotCorrected['because'], string>> = {
  changed: 'it no longer holds what it held when you approved it, so nothing was written over it',
  gone: 'the record is not there any more',
  refused: 'the store refused it',
  undone: 'the store took it and holds something else: a rule of its own, such as a trigger, changed it',
};

/** What the desk wrote of an approved correction and what it did not, for whoever finishes it. Fields by name, never values. */
export function correctionLeft(
  { map }: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
): Pick<HandedOverFacts, 'corrections'> {
  const planned = frozenCorrection(request);
  const decided = lastOf(request.log, 'decided');
  if (!planned || !decided?.data.decision.startsWith('approved')) return {};
  const reached = new Set(correctedNow(request).map(({ storeId }) => storeId));
  const unreached = planned.fields.filter(({ storeId }) => !reached.has(storeId));
  const byHand = planned.points['by-hand'] ?? 0;
  return {
    corrections: {
      done: allCorrected(request).map((field) => fieldWords(map, field)),
      left: [
        ...leftUncorrected(request).map((field) => `${fieldWords(map, field)}: ${becauseOf(field)}.`),
        ...unreached.map(
          (field) =>
            `${fieldWords(map, field)}: nothing is written in ${inSentence(storeTitle(map, field.storeId, request))}.`,
        ),
        ...(byHand > 0
          ? [
              `Points that you wanted to correct by hand: ${byHand}. The plan says which; see above what they say.`,
            ]
          : []),
      ],
    },
  };
}

function becauseOf({ because, code, constraint }: NotCorrected): string {
  const rule = [constraint, code].filter((part) => part !== undefined).join(', ');
  return `${BECAUSE[because]}${rule ? ` (${rule})` : ''}`;
}
