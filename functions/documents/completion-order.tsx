import { countText } from '../words/date-text';
import { groundWithArticle, longDate } from './answer-words';
import type { OrderFacts, StoreCompletion } from './completion-input';

/** What the store took the order for and erases later, and when it showed that this was done. */
export function Ordered({ store: { order, collections } }: { store: StoreCompletion & { state: 'erased' } }) {
  if (!order) return null;
  const waiting = collections.filter(({ submitted = 0 }) => submitted > 0);
  const what = waiting.map((c) => `${c.title}, ${countText(c.submitted ?? 0, 'record')}`).join('; ');
  return (
    <p class={waiting.length > 0 ? 'aside open' : 'aside'}>
      <OrderWords order={order} /> {what && `Still there: ${what}.`}
    </p>
  );
}

/** What a vendor was told to erase without an answer, and what was decided otherwise since. */
export function MayGo({ store: { collections } }: { store: StoreCompletion & { state: 'erased' } }) {
  const open = collections.filter(({ mayGo = 0 }) => mayGo > 0);
  if (open.length === 0) return null;
  return (
    <p class="aside open">
      <b>Asked for, without an answer:</b>{' '}
      {open.map((c) => `${c.title}, ${countText(c.mayGo ?? 0, 'record')}`).join('; ')}. It may still be erased
      there, whatever we have decided since.
    </p>
  );
}

/** An erasure that others were asked for: when, and confirmed, refused or open. */
export function OrderWords({ order }: { readonly order: OrderFacts }) {
  const { askedOn, confirmBy, confirmedOn, kept } = order;
  if (confirmedOn)
    return (
      <>
        <b>Asked for</b> on {longDate(askedOn)}, and <b>confirmed</b> on {longDate(confirmedOn)}.
      </>
    );
  if (kept)
    return (
      <>
        <b>Asked for</b> on {longDate(askedOn)}, and <b>not carried out:</b> {keptWords(kept)}.
      </>
    );
  return (
    <>
      <b>Asked for, not confirmed yet:</b> it was asked for on {longDate(askedOn)}, and is to be confirmed by{' '}
      {longDate(confirmBy)}. We follow it up.
    </>
  );
}

function keptWords(kept: NonNullable<OrderFacts['kept']>): string {
  return `${groundWithArticle(kept)}${kept.until === undefined ? '' : `, until ${longDate(kept.until)}`}`;
}
