import * as z from 'zod/mini';
import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { ShreddedError } from '../../domain/errors';
import { allOf } from '../../domain/log-entries';
import { everyRecipient } from '../../domain/recipients';
import type { Recipient, SystemMap } from '../../domain/system-map';

type Deps = Pick<DeskDeps, 'vault' | 'map'>;

const AsTold = z.object({
  name: z.string(),
  contact: z.string(),
  /** Collections that it got data of; only of a correction. */
  gets: z.optional(z.array(z.object({ storeId: z.string(), collection: z.string() }))),
});

/** A recipient that was informed, as it is in the map or was when it was informed. */
export type InformedRecipient = Recipient & Pick<z.infer<typeof AsTold>, 'gets'>;

/**
 * Seals a recipient as it is in the map now, beside the event that it was informed: it may leave the map, and
 * the answer must still name it and its page must still work.
 *
 * @returns nothing where the key of the request is destroyed
 */
export async function sealRecipient(
  deps: Deps,
  { requestId, right }: Pick<DataSubjectRequest, 'requestId' | 'right'>,
  { id, name, contact }: Recipient,
): Promise<{ readonly sealed?: string }> {
  const gets = right === 'rectification' ? { gets: collectionsFor(deps.map, id) } : {};
  try {
    return { sealed: await deps.vault.seal(requestId, { name, contact, ...gets }) };
  } catch (error) {
    if (error instanceof ShreddedError) return {};
    throw error;
  }
}

function collectionsFor(map: DataMap, recipientId: string) {
  const keys = map.systems
    .filter(({ recipients }) => recipients.some(({ id }) => id === recipientId))
    .map(({ key }) => key);
  return map.stores.flatMap(({ storeId, collections }) =>
    collections
      .filter(({ systemKeys }) => systemKeys.some((key) => keys.includes(key)))
      .map(({ name }) => ({ storeId, collection: name })),
  );
}

/**
 * One recipient of a request: from the map, or as it was when it was informed. For recipients informed before
 * that was kept, the id is used as the name.
 */
export async function informedRecipient(
  deps: Deps,
  request: DataSubjectRequest,
  recipientId: string,
): Promise<InformedRecipient | undefined> {
  const mapped = everyRecipient(deps.map).find(({ id }) => id === recipientId);
  const told = allOf(request.log, 'recipient-told').findLast(({ data }) => data.recipientId === recipientId);
  if (!told) return mapped;
  const { gets, ...was } = told.sealed
    ? AsTold.parse(await deps.vault.unseal(request.requestId, told.sealed))
    : { name: recipientId, contact: '' };
  const recipient = mapped ?? { id: recipientId, role: told.data.role, purpose: '', ...was };
  return { ...recipient, ...defined({ gets }) };
}

/**
 * The map including recipients that were informed and have left it since, so that the answer names them too.
 * Opens nothing when none has left.
 */
export async function mapWithInformed(deps: Deps, request: DataSubjectRequest): Promise<DataMap> {
  const known = new Set(everyRecipient(deps.map).map(({ id }) => id));
  const told = allOf(request.log, 'recipient-told').map(({ data }) => data.recipientId);
  const gone = [...new Set(told)].filter((id) => !known.has(id));
  if (gone.length === 0) return deps.map;
  const found = await Promise.all(gone.map((id) => informedRecipient(deps, request, id)));
  return { ...deps.map, systems: [...deps.map.systems, systemOf(found.filter((one) => one !== undefined))] };
}

/** No collection belongs to it, so no recipient in it is informed again. */
function systemOf(recipients: readonly Recipient[]): SystemMap {
  return { key: '', title: '', purposes: [], recipients, transfers: [], automatedDecisions: [] };
}
