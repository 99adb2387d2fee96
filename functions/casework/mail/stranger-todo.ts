import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { ListedMail } from '../../domain/listed-mails';
import { lastOf } from '../../domain/log-entries';
import { isUnread } from '../../domain/received-as';
import { handOverTodo } from '../../words/task-todo';

/** Prefixes of the keys of mails that say more than the status of the request. */
const troubles: readonly (readonly [string, (requestId: string) => string])[] = [
  [
    'trouble-',
    (id) => `get whoever runs the desk to fix what stopped it, then run: npx rightsdesk redrive ${id}`,
  ],
  ['give-up-stores-', () => 'see to the stores that did not answer: its date is near'],
  ['acknowledge-', () => 'confirm the receipt another way: the mail could not be sent'],
  ['undated-', () => 'answer it by this date: that of its law cannot be worked out with the settings'],
  ['declined-', () => 'talk to a recipient that says it cannot do what we told it to do'],
  ['tell-failed-', () => 'get whoever runs the desk to fix what keeps it from doing what was due'],
];

/** What staff should do about a stranger's request, as a clause. */
export function strangerTodo(request: DataSubjectRequest, mails: readonly ListedMail[]): string {
  const words = troubles
    .filter(([begin]) => mails.some(({ data }) => data.key.startsWith(begin)))
    .map(([, clause]) => clause(request.requestId));
  return words.length > 0 ? words.join('; ') : standing(request);
}

function standing(request: DataSubjectRequest): string {
  if (isUnread(request)) return 'see to it that the desk can read it';
  if (request.status === 'with-staff')
    return handOverTodo[lastOf(request.log, 'handed-to-staff')?.data.reason ?? 'staff-choice'];
  return request.status === 'awaiting-verification'
    ? 'see whether you know the person: nobody has typed the code from our mail'
    : 'see what it is waiting for';
}
