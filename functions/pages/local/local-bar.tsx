import { Form, type FormTarget } from '../form-parts';
import { instantWords } from '../words/date-words';

/** `move` posts `by` (an ISO 8601 duration) or `to` (a plain date). Only the local run ever shows this. */
export interface LocalBarFacts {
  /** Instant on the virtual clock. */
  readonly now: string;
  readonly zone: string;
  readonly move: FormTarget;
  readonly homeUrl: string;
  readonly inboxUrl: string;
  /** Mails nobody opened yet. */
  readonly unread: number;
  /** How many stores of the user's own are read. */
  readonly ownStores: number;
}

const STEPS = [
  ['PT1H', '+1 hour'],
  ['P1D', '+1 day'],
  ['P7D', '+1 week'],
  ['P30D', '+30 days'],
] as const;

/** Says that nothing here is real, and moves the clock. For the `notice` slot of the layout. */
export function LocalBar(facts: LocalBarFacts) {
  return (
    <div>
      <b>Local run</b>,{' '}
      {facts.ownStores > 0 ? 'your own stores are read and never changed' : 'invented people only'}. Now:{' '}
      {instantWords(facts.now, facts.zone)}.{' '}
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
