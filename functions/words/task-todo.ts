import type { HandOverReason, TaskKind } from '../domain/event-facts';
import { inSentence } from './in-sentence';

const taskClauses: Readonly<Record<TaskKind, (store: string) => string>> = {
  'manual-access': (store) => `look into ${store} and upload what is held about this person`,
  'manual-erasure': (store) => `erase what ${store} holds about this person, or say why it must be kept`,
  'manual-correction': (store) =>
    `look into ${store} and say whether something in it is wrong about this person as well`,
  rest: (store) =>
    `deal with what the erasure left in ${store}, because nobody had decided what becomes of it`,
  contested: (store) =>
    `find out whose records in ${store} these are that name somebody else as well: the copy waits for it`,
  proof: () =>
    'look whether you are sure who asks: the copy is approved, and its details wait until the person has proven more than a mailbox',
  'store-refused': (store) =>
    `look at ${store}: it did not do what the desk asked, and the desk does not try again by itself`,
};

/** What the owner of a store is asked to do, as a clause for mail and page. */
export function taskTodo(kind: TaskKind, store: string): string {
  return taskClauses[kind](inSentence(store));
}

/** Why staff look after a request, as a clause for mail and page. */
export const handOverTodo: Readonly<Record<HandOverReason, string>> = {
  child: 'look after this request: it is made for a child',
  represented: 'look after this request: it is made for someone else, so the authority must be checked',
  deceased: 'look after this request: it concerns someone who died',
  employee: 'look after this request: it comes from someone who worked or applied here',
  'other-relation': 'look after this request: the person is no customer',
  complaint: 'look into this complaint about how the desk handled their data, and answer it',
  appeal: 'look again at the answer that this appeal is about',
  'right-by-staff': 'carry this request out by hand and record the outcome',
  'ambiguous-person': 'find out who asked: several people share this address',
  drift: 'look at this erasure: what was found is no longer what was approved',
  unfinished:
    'finish this request: the person was told what is not done yet, and that one of you writes to them',
  'correction-left':
    'look at this correction: part of it could not be written, or is for somebody to do by hand',
  'notice-unheard':
    'look at this correction: an address on file did not get the notice, so nothing is written',
  'history-lost': 'look after this request: part of its record was lost, so find out what was done already',
  'by-post': 'answer this request by post: no mail can reach the person',
  'staff-choice': 'carry this request out by hand and record the outcome',
};
