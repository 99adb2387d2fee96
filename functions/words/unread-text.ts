import type { UnreadCount, UnreadSays } from '../domain/event-facts';
import { isWholeTable, type UnreadReason } from '../domain/finding';
import { countText } from './date-text';

/** Why a place could not be read, to follow the number of places. */
export const unreadReasons: Readonly<Record<UnreadReason, string>> = {
  compressed: 'compressed',
  encoding: 'in an unknown encoding',
  'not-records': 'not in the form of records',
  'other-columns': 'a table with other columns than our description says',
  parquet: 'a Parquet file',
  avro: 'an Avro file',
  orc: 'an ORC file',
  workbook: 'an Excel workbook',
  broken: 'damaged',
  unclaimed: 'next to the person’s records, but not described in the data map',
  'too-large': 'too large',
  archived: 'in an archive that has to be opened first',
  encrypted: 'encrypted with a key we do not have',
  unsearched: 'nothing that is known leads there, or only to a part of it',
  'old-version': 'earlier versions of a file, which the data map leaves out',
  mentioned: 'naming the person in a place that the data map does not search',
  'same-id': 'a record of another with the same id',
  'same-vector': 'holding the very vector (embedding) of a record that was erased',
  unclear: 'naming the person beside others, or in a form that cannot be compared',
  view: 'a view of other tables',
  misfit: 'a table that is not as our description says',
  forbidden: 'a table that we may not read',
};

const said: Readonly<Record<UnreadSays, string>> = {
  nothing: 'One of us looked: nothing about you is in there.',
  handled: 'One of us looked, and dealt with what is yours by hand.',
  'to-do': 'One of us looked: something about you is in there, and still has to be dealt with.',
};

/** Tells the requester how much could not be read, and what staff found in it. */
export function unreadText({
  reason,
  places,
  says,
}: Omit<UnreadCount, 'storeId'> & { says?: UnreadSays | undefined }): string {
  return `${couldNot(reason, places)} ${says ? said[says] : 'Nobody has looked there yet.'}`;
}

/** The same for an answer with the kinds of data only: that there is something, but not how much. */
export function unreadKindText({
  reason,
  says,
}: Pick<UnreadCount, 'reason'> & { says?: UnreadSays | undefined }): string {
  return `${somethingCouldNot(reason)} ${says ? said[says] : 'Nobody has looked there yet.'}`;
}

function somethingCouldNot(reason: UnreadReason): string {
  switch (reason) {
    case 'unclaimed':
      return 'Something next to your records could not be assigned automatically.';
    case 'unsearched':
      return `Some kinds of record could not be searched automatically (${unreadReasons[reason]}).`;
    case 'mentioned':
      return 'You are named where our software does not look.';
    case 'same-id':
      return 'Something of yours could not be told apart from others by the id.';
    case 'same-vector':
      return 'What was computed from a record of yours is still held elsewhere.';
    case 'unclear':
      return 'Something here names you beside others, or in a form that our software cannot compare.';
    case 'old-version':
      return 'Earlier versions of our files could not be dealt with automatically.';
    default:
      return `Something could not be read automatically (${unreadReasons[reason]}).`;
  }
}

/** Items that the data map does not describe ("unclaimed") can be read; they only belong to nothing. */
function couldNot(reason: UnreadReason, places: number): string {
  if (reason === 'unclaimed')
    return `${countText(places, 'item')} next to your records could not be assigned automatically.`;
  if (reason === 'unsearched')
    return `${countText(places, 'kind of record', 'kinds of record')} could not be searched automatically (${unreadReasons[reason]}).`;
  if (reason === 'mentioned')
    return `${countText(places, 'place')} ${places === 1 ? 'names' : 'name'} you where our software does not look.`;
  if (reason === 'same-id')
    return `${countText(places, 'record')} of yours could not be told apart from others by the id.`;
  if (reason === 'same-vector')
    return `${countText(places, 'place')} still ${places === 1 ? 'holds' : 'hold'} the vector (embedding) of a record of yours that was erased.`;
  if (reason === 'unclear')
    return `${countText(places, 'file')} ${places === 1 ? 'names' : 'name'} you beside others, or in a form that our software cannot compare.`;
  if (reason === 'old-version')
    return `${countText(places, 'earlier version')} of our files could not be dealt with automatically.`;
  return `${countText(places, isWholeTable(reason) ? 'table' : 'item')} could not be read automatically (${unreadReasons[reason]}).`;
}
