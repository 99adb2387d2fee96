import type { LawBook } from './deadlines/law';
import type { Desk } from './desk';
import { dueDates } from './due-dates';
import type { EventData } from './events';
import { governingLaws } from './governing-laws';
import { isOffered } from './offered-rights';
import { type Right, rightNames } from './rights';

/** What a form counts as that cannot be opened: the requester's own, under the law of the desk's place. */
export function unopenedForm({ place, zone }: Pick<Desk, 'place' | 'zone'>, receivedAt: string) {
  return { channel: 'form', receivedAt, place, zone, forWhom: 'self', relation: 'customer' } as const;
}

type AskedNow = Pick<EventData['received'], 'right' | 'regimes'>;

/**
 * The right and its laws with the earliest last day of all that the desk offers, for a request that cannot be
 * read yet. Whatever it turns out to be, it was not due earlier.
 *
 * @param at - `receivedAt`: instant. `today`: plain date, by which laws are in force
 */
export function earliestRight(
  { desk, book }: { readonly desk: Desk; readonly book: LawBook },
  { receivedAt, today }: { readonly receivedAt: string; readonly today: string },
): AskedNow {
  const lastDay = (asked: AskedNow) => {
    const received = { ...asked, ...unopenedForm(desk, receivedAt) };
    return dueDates({ requestId: '', status: 'with-staff', right: asked.right, received, log: [] }, book)
      .latest;
  };
  const offered = rightNames.filter((right) => isOffered({ desk, book }, right, today));
  const all = offered.map((right: Right) => ({
    right,
    regimes: governingLaws({ desk, book }, right, { livesIn: undefined, receivedOn: today }),
  }));
  const [first] = all.map((asked) => ({ asked, latest: lastDay(asked) })).sort(byLatest);
  if (!first) throw new Error('the desk offers no right');
  return first.asked;
}

function byLatest(a: { readonly latest: string }, b: { readonly latest: string }): number {
  return a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0;
}
