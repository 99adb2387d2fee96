import { readCorrectionPlan } from '../../../casework/evidence/corrections-for';
import { storesBegun } from '../../../domain/begun-correction';
import type { CorrectedField, NotCorrected } from '../../../domain/correction';
import {
  correctionResults,
  fieldLabel,
  frozenCorrection,
  leftUncorrected,
  stillCorrected,
} from '../../../domain/corrections';
import type { DataMap } from '../../../domain/data-map';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { lastOf } from '../../../domain/log-entries';
import { manualStoresToCorrect } from '../../../domain/manual-corrections';
import { storeTitle } from '../../../domain/store-title';
import { inSentence } from '../../../words/in-sentence';
import type { HandedOverFacts } from '../handed-over';
import { takeoverWarning } from './takeover-warning';

const BECAUSE: Readonly<Record<NotCorrected['because'], string>> = {
  changed: 'it no longer holds what it held when you approved it, so nothing was written over it',
  gone: 'the record is not there any more',
  refused: 'the store refused it',
  undone: 'the store took it and holds something else: a rule of its own, such as a trigger, changed it',
};

/** Why the desk itself did not send a value to a store, by the reason's code. */
const UNFIT: Readonly<Record<string, string>> = {
  'value-unclear':
    'the store could read the approved value in more than one way. Write a day as 1990-03-05, an instant with its offset, and a number in digits',
  'value-rounded':
    'the store would keep another value than the approved one, since it rounds; nothing was written',
};

/**
 * What the desk wrote of an approved correction and what it did not, for staff who finish it. It names
 * fields, never values.
 */
export async function correctionLeft(
  deps: Pick<DeskDeps, 'map' | 'vault'>,
  request: DataSubjectRequest,
): Promise<Pick<HandedOverFacts, 'corrections' | 'takeover'>> {
  const { map } = deps;
  const warning = await takeoverWarning(deps, request);
  const takeover = warning ? { takeover: warning } : {};
  const planned = frozenCorrection(request);
  const decided = lastOf(request.log, 'decided');
  if (!planned || !decided?.data.decision.startsWith('approved')) return takeover;
  const reached = new Set(correctionResults(request).map(({ storeId }) => storeId));
  const unreached = planned.fields.filter(({ storeId }) => !reached.has(storeId));
  const plan = await readCorrectionPlan(deps, request);
  const byHand = (plan?.points ?? []).flatMap(({ what, way }, at) =>
    way === 'by-hand'
      ? [`Point ${at + 1} (${what}): for one of you to correct by hand; see above what is right.`]
      : [],
  );
  return {
    ...takeover,
    corrections: {
      done: stillCorrected(request).map(
        (field) => `${fieldLabel(map, field)}${field.inPart ? ' (in some records, not in all)' : ''}`,
      ),
      left: [
        ...leftUncorrected(request).map((field) => `${fieldLabel(map, field)}: ${becauseOf(field)}.`),
        ...unreached.map((field) => unreachedWords(map, request, field)),
        ...byHand,
        ...manualStoresToCorrect(request).map(
          (storeId) =>
            `${storeTitle(map, storeId, request)}: whoever looks after it found something to correct there, and the desk cannot write into it.`,
        ),
      ],
    },
  };
}

/** A store that was told to write and did not confirm may hold either value. */
function unreachedWords(map: DataMap, request: DataSubjectRequest, field: CorrectedField): string {
  const store = inSentence(storeTitle(map, field.storeId, request));
  return storesBegun(request).has(field.storeId)
    ? `${fieldLabel(map, field)}: it was begun in ${store} and not confirmed, so it may be written or not. Check what it holds.`
    : `${fieldLabel(map, field)}: nothing is written in ${store}.`;
}

function becauseOf({ because, code, constraint }: NotCorrected): string {
  const unfit = code === undefined ? undefined : UNFIT[code];
  if (unfit) return unfit;
  const rule = [constraint, code].filter((part) => part !== undefined).join(', ');
  return `${BECAUSE[because]}${rule ? ` (${rule})` : ''}`;
}
