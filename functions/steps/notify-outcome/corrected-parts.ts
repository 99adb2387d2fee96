import { readCorrectionPlan } from '../../casework/evidence/corrections-for';
import type { PlannedPoint } from '../../domain/correction';
import { allCorrected, fieldLabel, stillCorrected } from '../../domain/corrections';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { groundsNamed } from '../../domain/refusing-laws';
import type { NotifyDeps } from './notify-deps';

/**
 * What the desk wrote, each field once, in the words of the map, with a remark where it is not written in
 * every record.
 */
export function correctedParts(
  { map }: Pick<NotifyDeps, 'map'>,
  request: DataSubjectRequest,
): { what: string }[] {
  const fields = stillCorrected(request).filter(({ note }) => !note);
  const words = fields.map(
    (field) => `${fieldLabel(map, field)}${field.inPart ? ' (in some records, not in all)' : ''}`,
  );
  return [...new Set(words)].map((what) => ({ what }));
}

/**
 * What an approved plan leaves unchanged, for a letter that staff write once the rest is done by hand. Staff
 * explain a plan that was stopped themselves.
 */
export async function unchangedByPlan(
  deps: NotifyDeps,
  request: DataSubjectRequest,
): Promise<{ what: string; reason: string; ground: string }[]> {
  if (lastOf(request.log, 'handed-to-staff')?.data.reason !== 'correction-left') return [];
  const plan = await readCorrectionPlan(deps, request);
  return (plan?.points ?? []).flatMap((point) => {
    const { what, way, reason = '' } = point;
    if (way === 'note') return [{ what, reason, ground: whereAnnotated(request) }];
    return way === 'accurate' ? [{ what, reason, ground: correctionGroundTexts(deps, request, point) }] : [];
  });
}

/** Only what was written in the record itself goes with it. */
export function whereAnnotated(request: DataSubjectRequest): string {
  return allCorrected(request).some(({ note }) => note)
    ? 'What you say stands beside the record from now on.'
    : 'What you say is kept with our record of this request; the record itself has no place for it.';
}

/** Each ground in a sentence, with its article. */
export function correctionGroundTexts(
  deps: NotifyDeps,
  request: DataSubjectRequest,
  { grounds }: PlannedPoint,
): string {
  const cited = grounds ? groundsNamed(deps, request, { grounds }) : [];
  const words = cited.map(({ sentence, words: ground, article }) => [
    sentence ?? ground,
    article && `(${article})`,
  ]);
  return [...new Set(words.map((one) => one.filter(Boolean).join(' ')))].join(' ');
}
