import { Form, type FormTarget } from '../../functions/web/parts/form-parts';
import { instantText } from '../../functions/words/date-text';

/** `move` posts `by` (an ISO 8601 duration) or `to` (a plain date). Shown in the local run only. */
export interface LocalBarFacts {
  /** Instant on the virtual clock. */
  readonly now: string;
  readonly zone: string;
  readonly move: FormTarget;
  readonly homeUrl: string;
  readonly inboxUrl: string;
  /** The number of unread mails. */
  readonly unread: number;
  /** The number of the user's own stores that are connected. */
  readonly ownStores: number;
}

const STEPS = [
  ['PT1H', '+1 hour'],
  ['P1D', '+1 day'],
  ['P7D', '+1 week'],
  ['P30D', '+30 days'],
] as const;

/** The bar that says that this is a local run and moves the clock, for the `notice` slot of the layout. */
export function LocalBar(facts: LocalBarFacts) {
  return (
    <div>
      <b>Local run</b>,{' '}
      {facts.ownStores > 0 ? 'your own stores are read and never changed' : 'invented people only'}. Now:{' '}
      {instantText(facts.now, facts.zone)}.{' '}
      <a href={facts.inboxUrl}>Inbox{facts.unread > 0 ? ` (${facts.unread} new)` : ''}</a>{' '}
      <a href={facts.homeUrl}>Addresses</a>{' '}
      <Form {...facts.move}>
        {STEPS.map(([duration, label]) => (
          <button type="submit" name="by" value={duration} class="quiet">
            {label}
          </button>
        ))}
      </Form>{' '}
      <Form {...facts.move}>
        <label>
          Go to <input type="date" name="to" min={facts.now.slice(0, 10)} />
        </label>{' '}
        <button type="submit" class="quiet">
          Go
        </button>
      </Form>
    </div>
  );
}
