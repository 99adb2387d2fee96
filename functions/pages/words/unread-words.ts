import type { UnreadCount, UnreadSays } from '../../domain/events';
import type { UnreadReason } from '../../domain/finding';
import { counted } from './date-words';

/** Why a place could not be read, as it stands behind "could not be read". */
export const unreadReasons: Readonly<Record<UnreadReason, string>> = {
  compressed: 'compressed',
  encoding: 'in an unknown encoding',
  'not-records': 'not in the form of records',
  broken: 'damaged',
  unclaimed: 'beside your records, and described nowhere',
  'too-large': 'too large',
  archived: 'in an archive that has to be opened first',
  encrypted: 'encrypted with a key we do not have',
  'old-version': 'earlier versions, of which our description does not speak',
  unsearched: 'nothing that is known leads there',
};

const said: Readonly<Record<UnreadSays, string>> = {
  nothing: 'A person looked: nothing of you is in there.',
  handled: 'A person looked, and dealt by hand with what is yours.',
  'to-do': 'A person looked: something is in there, and is still to be dealt with.',
};

/** For the person: how much could not be read, and what a person found in it. */
export function unreadWords({
  reason,
  places,
  says,
}: Omit<UnreadCount, 'storeId'> & { says?: UnreadSays | undefined }): string {
  const [what, done] = reason === 'unsearched' ? ['kind of record', 'searched'] : ['object', 'read'];
  const trouble = `${counted(places, what)} could not be ${done} by machine (${unreadReasons[reason]}).`;
  return `${trouble} ${says ? said[says] : 'Nobody has looked into it yet.'}`;
}
