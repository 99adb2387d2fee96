import { countText, dateText } from '../words/date-text';
import { missingReasons } from '../words/missing-reasons';
import type { MissingItem } from './completion-facts';

type Reason = Exclude<MissingItem['reason'], 'unreached' | 'refused' | 'not-confirmed'>;

/** As it follows the name of the store. `what`: "2 records". */
const reasons: Readonly<Record<Reason, (what: string) => string>> = {
  'not-read-again': () => 'has not been read again yet',
  'records-remain': () => 'still holds records that should be gone',
  'kept-record-gone': (what) => `${what} that had to be kept, no longer there`,
  'not-answered': () => 'nobody has looked there yet',
  undecided: (what) => `${what}, not decided yet; one of us is looking into it`,
  contested: (what) => `${what} that may be another person’s; one of us is finding out whose`,
  'said-erased': (what) => `${what} that one of us says were erased by hand, and that are still there`,
  'not-checked': (what) => `${what} that one of us says were erased by hand; our software could not check it`,
  'gone-before': (what) =>
    `${what}, all that we had found of its kind, no longer there when we came to erase; we did not see where to`,
  'held-by-storage': (what) => `${what} that our storage cannot remove yet`,
  'not-known': (what) => `${what} that we told it to erase, without an answer; we do not know whether it did`,
  'may-still-go': (what) =>
    `${what} that we told it to erase, without an answer; it may still erase that, whatever we have decided since`,
  'not-done': (what) => `${what} not erased yet`,
  'said-not-yours': (what) => `${what} that one of us looked at and says are not yours; they stay`,
  'not-carried-out': (what) => `${what}, for the reason that is given below`,
  unread: (what) => `${what} that could not be dealt with automatically`,
};

/** Others were asked to erase it: what, when, and by when they confirm it. */
export function orderSentence({
  askedOn = '',
  confirmBy = '',
  count,
}: Pick<MissingItem, 'askedOn' | 'confirmBy' | 'count'>): string {
  const what = count === undefined ? '' : `${countText(count, 'record')}, `;
  return `${what}asked for on ${dateText(askedOn)}, to be confirmed by ${dateText(confirmBy)}`;
}

/** Why a report is not complete, as it follows the name of the store. */
export function missingSentence(item: MissingItem): string {
  const { reason, because = 'no-answer', count = 0 } = item;
  if (reason === 'not-confirmed') return orderSentence(item);
  if (reason === 'unreached' || reason === 'refused') return missingReasons[because];
  return reasons[reason](countText(count, reason === 'unread' ? 'item' : 'record'));
}
