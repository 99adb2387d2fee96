import type { Drift } from '../../domain/events';
import { Form, type FormTarget } from '../form-parts';
import { counted } from '../words/date-words';
import { type Confirmation, TotpFields } from './totp-fields';

/** Why an erasure stopped, store by store. `accept`: it can go on with what came. Posts `act` = `accept` and `totp`; error by `accept-totp`. */
export interface DriftFacts {
  readonly stopped: readonly {
    readonly store: string;
    readonly reason: Drift;
    readonly collections: readonly { readonly title: string; readonly rows: number }[];
  }[];
  readonly accept?: { readonly form: FormTarget; readonly confirmation: Confirmation };
}

/** What is the matter, and what to do about it by hand. */
const words: Readonly<Record<Drift, string>> = {
  'new-since-approval':
    'Records of this person were added after the approval, so nothing was erased here. Find out whether you still owe them something, such as an order that was paid for and not sent.',
  'new-ground':
    'Records were added after the approval that a law keeps, so nothing was erased here. They would stay, and the rest would go.',
  'unapproved-collection':
    'Records were added after the approval in a place that held nothing of this person before, so nothing was erased here.',
  'beyond-bound':
    'Many records were added after the approval, so nothing was erased here. Check that they are this person’s.',
  'new-owner':
    'Records that were this person’s alone now belong to others, or no longer name this person, so they were left alone. Find out whose they are now.',
  'left-over':
    'These records are still there, however often they are erased. Find out what keeps them or brings them back.',
  vanished:
    'Approved records are gone, and this desk did not erase them. The person may have deleted them in your app. Or the desk reads another place than before: a table that was renamed and replaced by an empty one, another database, bucket or prefix. Nothing was erased here. Find out which it is before you let it go on.',
  'kept-row-gone':
    'Records that have to be kept are no longer there. Find out what removed them, such as a cascade of the database or a job of your own, and restore them from a backup if a law requires them.',
  'now-kept':
    'By what these records say now, or by the data map of today, they have to be kept, though they were approved to go: perhaps a date has changed from which a retention counts. Nothing was erased here.',
  'came-anew':
    'Records are back under keys that were erased, with other content: the person may have become a customer again. They were left alone.',
  'became-unread':
    'Something that could be read before the erasure can no longer be read, such as a file that has been compressed or damaged since. It may still hold something of this person: look into it by hand.',
};

type Stopped = DriftFacts['stopped'][number];

function Store({ store, stops }: { readonly store: string; readonly stops: readonly Stopped[] }) {
  return (
    <>
      <h3>{store}</h3>
      {stops.map(({ reason, collections }) => (
        <>
          <p>{words[reason]}</p>
          {collections.length > 0 && (
            <ul>
              {collections.map(({ title, rows }) => (
                <li>
                  {title}: {counted(rows, 'record')}
                </li>
              ))}
            </ul>
          )}
        </>
      ))}
    </>
  );
}

function Accept({
  form,
  confirmation,
  stopped,
  error,
}: NonNullable<DriftFacts['accept']> & Pick<DriftFacts, 'stopped'> & { error?: string | undefined }) {
  const gone = stopped.some(({ reason }) => reason === 'vanished');
  const came = stopped.some(({ reason }) => reason !== 'vanished');
  return (
    <Form action={form.action} hidden={{ ...form.hidden, act: 'accept' }}>
      <p>
        {came && 'May the records that came go as well, or stay where a law keeps them? '}
        {gone && 'Are the records that are missing really gone, and not somewhere else? '}
        {gone
          ? 'Then let the erasure go on: the person will read that those were no longer there, not that you erased them. '
          : 'Then let the erasure go on. '}
        If not, finish it by hand, and record below what you did.
      </p>
      <TotpFields confirmation={confirmation} idPrefix="accept" error={error} />
      <button type="submit" class="stop">
        {came ? 'Let the erasure go on with them' : 'They are gone: let the erasure go on'}
      </button>
    </Form>
  );
}

export function DriftCard({
  drift,
  error,
}: {
  readonly drift: DriftFacts | undefined;
  readonly error?: string | undefined;
}) {
  if (!drift || drift.stopped.length === 0) return null;
  const stores = [...new Set(drift.stopped.map(({ store }) => store))];
  return (
    <div class="warn">
      <h2>Where the erasure stopped</h2>
      {stores.map((store) => (
        <Store store={store} stops={drift.stopped.filter((one) => one.store === store)} />
      ))}
      {drift.accept ? (
        <Accept {...drift.accept} stopped={drift.stopped} error={error} />
      ) : (
        <p>The desk does not go on by itself here. Finish it by hand, and record below what you did.</p>
      )}
    </div>
  );
}
