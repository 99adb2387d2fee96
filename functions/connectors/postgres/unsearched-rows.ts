import type { Search, UnreadPlace } from '../../domain/finding';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { unsearchedWays } from '../relational/unmapped-ways';
import type { LocateContext } from './locate-context';
import { looselyEqualRows } from './loose-references';
import { mentionedAddresses } from './mentioned-addresses';
import { mentionsInMessages } from './mentions-in-messages';
import { unreadTwins } from './unmapped-twins';
import { unmappedWays } from './unmapped-ways';

/**
 * Places that may hold data of the person and that the search of this collection does not reach. Searches
 * that only ask who else is named ask for none of them.
 */
export async function unsearchedRows(
  context: LocateContext,
  searches: readonly Search[],
  { collection }: CollectionSearch,
): Promise<UnreadPlace[]> {
  const regular = searchesByCollection(
    context.store,
    searches.filter((search) => search.collection === collection.name && !search.check),
  );
  const unread: UnreadPlace[] = [];
  for (const search of regular) {
    const table = context.catalogue.table(search.collection);
    unread.push(...(await mentionedAddresses(context, table, search)));
    unread.push(...(await mentionsInMessages(context, table, search)));
    unread.push(...(await looselyEqualRows(context, table, search)));
    unread.push(...(await unreadTwins(context, table, search)));
    unread.push(...unsearchedWays(table, await unmappedWays(context, table)));
  }
  return unread;
}
