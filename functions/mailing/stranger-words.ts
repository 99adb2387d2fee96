import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { ListedMail } from '../domain/listed-mails';
import { isUnread } from '../domain/received-as';
import { handOverWords } from './task-words';

/** Begins of the keys of mails that say more than where the request stands. */
const troubles: readonly (readonly [string, (requestId: string) => string])[] = [
  ['trouble-', (id) => `have mended what stopped it, and run: npx rightsdesk redrive ${id}`],
  ['give-up-stores-', () => 'see to the stores that did not answer: its date is near'],
  ['acknowledge-', () => 'confirm the receipt another way: the mail could not be sent'],
  ['undated-', () => 'answer it by this date: that of its law cannot be worked out with the settings'],
  ['declined-', () => 'talk to a recipient that cannot do what it was told'],
  ['tell-failed-', () => 'have mended what keeps the desk from doing what was due'],
];

/** What staff are to do about a stranger's request, as a clause. */
export function strangerWords(request: DataSubjectRequest, mails: readonly ListedMail[]): string {
  const words = troubles
    .filter(([begin]) => mails.some(({ data }) => data.key.startsWith(begin)))
    .map(([, clause]) => clause(request.requestId));
  return words.length > 0 ? words.join('; ') : standing(request);
}

function standing(request: DataSubjectRequest): string {
  if (isUnread(request)) return 'see to it that the desk can read it';
  if (request.status === 'with-staff')
    return handOverWords[lastOf(request.log, 'handed-to-staff')?.data.reason ?? 'staff-choice'];
  return request.status === 'awaiting-verification'
    ? 'see whether you know the person: nobody has typed the code from our mail'
    : 'look what it waits for';
}
