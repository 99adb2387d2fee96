import { contestedOf, contestedSays } from '../../../domain/contested-rows';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { ContestedCount, ContestedSays } from '../../../domain/events';
import { collectionOf } from '../../../domain/locate-plan';
import { storeTitle } from '../../../domain/store-title';
import type { ContestedShown } from '../../../pages/staff/decision-contested';
import { staffText } from '../staff-text';
import { type Act, isOnce } from './act-result';
import { frozenOf } from './standing';

/**
 * Notes whose the rows are that name somebody else as well: which collection, counts, and what staff say of
 * them.
 */
export const settleContested: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  const frozen = frozenOf(request);
  if (!isOnce(fields.once) || fields.hash !== frozen?.hash) return { done: 'changed-meanwhile' };
  const answers = contestedOf(request).flatMap((one, at) => {
    const says = saidOf(fields[`whose-${at}`]);
    return says && fields[`rows-${at}`] === contestedId(one) ? [{ one, says }] : [];
  });
  if (!frozen || answers.length === 0) return { errors: { 'whose-0': 'Say of at least one whose it is.' } };
  const note = staffText(fields, 'note', 2_000);
  const sealed = 'text' in note ? await deps.vault.seal(requestId, note.text) : undefined;
  for (const { one, says } of answers) {
    const command = `contested-${frozen.version}-${contestedId(one)}-${fields.once}`;
    await deps.register.append(requestId, command, (now) =>
      now.status === 'awaiting-decision'
        ? {
            type: 'contested-settled',
            data: { ...one, says, manifestVersion: frozen.version, staffId: staff.id },
            ...(sealed ? { sealed } : {}),
            actor: { kind: 'staff', id: staff.id },
          }
        : undefined,
    );
  }
  return { shown: 'contested-settled' };
};

function saidOf(text: string | undefined): ContestedSays | undefined {
  return (['theirs', 'others', 'unclear'] as const).find((says) => says === text);
}

/** Names of the map: nobody's data. */
export function contestedId({ storeId, collection }: Pick<ContestedCount, 'storeId' | 'collection'>): string {
  return `${storeId}/${collection}`;
}

/** The collections as the page lists them. */
export function contestedShown(
  { map }: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
): ContestedShown[] {
  return contestedOf(request).map((one) => groupOf({ map }, request, one));
}

/** A collection, as the pages name it. */
export function groupOf(
  { map }: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
  { storeId, collection, rows }: ContestedCount,
): ContestedShown {
  const says = contestedSays(request, { storeId, collection });
  const title = collectionOf(map, storeId, collection)?.title ?? collection;
  return { where: `${title} in ${storeTitle(map, storeId)}`, rows, ...(says ? { says } : {}) };
}
