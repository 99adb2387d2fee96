import { contestedOf, contestedSays } from '../../../domain/contested-rows';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { ContestedCount, ContestedSays } from '../../../domain/event-facts';
import { collectionOf } from '../../../domain/foreign-keys';
import { storeTitle } from '../../../domain/store-title';
import type { StaffPage } from '../staff-page';
import { readStaffText } from '../staff-text';
import { type Act, isSubmissionId } from './act-result';
import type { ContestedShown, DecisionContestedFacts } from './decision-contested';
import type { SharedFacts } from './shared-facts';
import { frozenOf } from './shown-version';

/**
 * Records what staff say about rows that name somebody else as well: the collection, the counts, and whose
 * they are.
 */
export const settleContested: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  const frozen = frozenOf(request);
  if (!isSubmissionId(fields.once) || fields.hash !== frozen?.hash) return { done: 'changed-meanwhile' };
  const answers = contestedOf(request).flatMap((one, at) => {
    const says = saidOf(fields[`whose-${at}`]);
    return says && fields[`rows-${at}`] === contestedId(one) ? [{ one, says }] : [];
  });
  if (!frozen || answers.length === 0) return { errors: { 'whose-0': 'Say whose it is for at least one.' } };
  const note = readStaffText(fields, 'note', 2_000);
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

/** Holds names of the data map only: no personal data. */
export function contestedId({ storeId, collection }: Pick<ContestedCount, 'storeId' | 'collection'>): string {
  return `${storeId}/${collection}`;
}

/** The collections with rows that name somebody else as well, and the form that says whose they are. */
export function contestedFacts(
  deps: Pick<DeskDeps, 'map'>,
  { request }: StaffPage,
  { isPending, formFor }: SharedFacts,
): DecisionContestedFacts {
  const counts = contestedOf(request);
  const says = counts.map((one) => contestedSays(request, one));
  const ids = counts.map((one, at) => [`rows-${at}`, contestedId(one)]);
  return {
    groups: counts.map((one, at) => contestedGroup(deps, one, says[at])),
    ...(isPending ? { form: formFor('contested', Object.fromEntries(ids)) } : {}),
  };
}

/** A collection as the pages name it. */
export function contestedGroup(
  { map }: Pick<DeskDeps, 'map'>,
  { storeId, collection, rows }: ContestedCount,
  says?: ContestedSays,
): ContestedShown {
  const title = collectionOf(map, storeId, collection)?.title ?? collection;
  return { where: `${title} in ${storeTitle(map, storeId)}`, rows, ...(says ? { says } : {}) };
}
