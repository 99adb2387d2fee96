import { allCorrected, fieldWords } from '../../domain/corrections';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { NotifyDeps } from './notify-deps';

/** What the desk wrote, each field once, in the words of the map. */
export function correctedParts(
  { map }: Pick<NotifyDeps, 'map'>,
  request: DataSubjectRequest,
): { what: string }[] {
  const fields = allCorrected(request).filter(({ note }) => !note);
  return [...new Set(fields.map((field) => fieldWords(map, field)))].map((what) => ({ what }));
}
