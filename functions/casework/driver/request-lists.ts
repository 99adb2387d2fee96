import type { DeskDeps } from '../../domain/desk-deps';
import { fieldsOf, parseJson } from '../../domain/parse-json';
import type { ListedRequest, ListRange, RequestRegister, RequestSummary } from '../../domain/ports';
import type { RequestList } from '../../domain/request-list';

/** The cursor in which one sweep leaves what the next goes by. */
export const SWEEP_STATE = 'watch-state';

export interface ListDeps {
  readonly register: Pick<RequestRegister, 'listed' | 'summaries'>;
  /** Absent where it is not known whether the lists are complete. */
  readonly items?: Pick<DeskDeps['items'], 'findCursor'> | undefined;
}

/**
 * The requests of these lists, those of each newest first. While the watch has not listed what an older
 * version wrote, all summaries are read instead, so that no open request is ever missing.
 *
 * @param range - for each list
 */
export async function* listedRequests(
  deps: ListDeps,
  lists: readonly RequestList[],
  range: ListRange = {},
): AsyncIterable<ListedRequest> {
  if (deps.items && (await areListsComplete(deps.items)))
    for (const list of lists) yield* deps.register.listed(list, range);
  else yield* ofSummaries(deps, lists, range);
}

/** An older version, which lists nothing, leaves a state without it. */
async function areListsComplete(items: NonNullable<ListDeps['items']>): Promise<boolean> {
  return fieldsOf(parseJson(await items.findCursor(SWEEP_STATE))).listed === true;
}

async function* ofSummaries(
  { register }: ListDeps,
  lists: readonly RequestList[],
  { since = '', most }: ListRange,
): AsyncIterable<ListedRequest> {
  const found = new Map<RequestList, ListedRequest[]>(lists.map((list) => [list, []]));
  for await (const summary of register.summaries())
    if (mayBeSince(summary, since)) found.get(listOf(summary))?.push(asListed(summary));
  for (const list of lists)
    yield* (found.get(list) ?? []).sort((a, b) => (a.since > b.since ? -1 : 1)).slice(0, most);
}

/** Of a closed restriction, only its log says whether the data is still restricted. */
function listOf({ status, right, outcome }: RequestSummary): RequestList {
  if (status !== 'closed') return 'open';
  return right === 'restriction' && outcome !== 'refused' ? 'restricted' : 'ended';
}

/** A summary does not say when the request ended, which may be long after its receipt. */
function mayBeSince({ status, receivedAt }: RequestSummary, since: string): boolean {
  return status === 'closed' || receivedAt >= since;
}

function asListed({ nextCheckAt: _, status: __, ...summary }: RequestSummary): ListedRequest {
  return { ...summary, since: summary.receivedAt };
}
