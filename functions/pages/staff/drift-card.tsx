import type { Drift } from '../../domain/events';
import { Form, type FormTarget } from '../form-parts';
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
    'Records of this person came after the approval. Nothing was erased there. Look whether anything is still owed to them, such as an order that was paid and not sent.',
  'new-ground':
    'Records came after the approval that a law keeps. Nothing was erased there. They would stay, and the rest would go.',
  'unapproved-collection':
    'Records came after the approval in a place that held none of this person before. Nothing was erased there.',
  'beyond-bound':
    'Many records came after the approval. Nothing was erased there. Look whether they are this person’s.',
  'new-owner': 'Records that were this person’s alone belong to others as well now.',
  'left-over':
    'Records do not go, however often they are erased. Find out what keeps them or brings them back.',
  vanished:
    'Records that were approved are gone, and not by this desk: perhaps it sees another place than it did. Nothing was erased there. Look at the connection and the data map before you believe it.',
  'kept-row-gone':
    'Records that have to be kept are not there any more. Look what removed them, such as a cascade of the database or a job of your own, and bring them back from a backup if a law wants them.',
  'came-anew':
    'Records are back under keys that were erased, with other content: the person may have come back as a customer. They were left alone.',
  'became-unread':
    'Something that could be read before the erasure cannot be read any more, such as a file that was compressed or damaged since. Nobody can say that nothing of this person is in it: look into it by hand.',
};

export function DriftCard({
  drift,
  error,
}: {
  readonly drift: DriftFacts | undefined;
  readonly error?: string | undefined;
}) {
  if (!drift || drift.stopped.length === 0) return null;
  return (
    <div class="card">
      <h2>Where the erasure stopped</h2>
      {drift.stopped.map(({ store, reason, collections }) => (
        <>
          <h3>{store}</h3>
          <p>{words[reason]}</p>
          {collections.length > 0 && (
            <ul>
              {collections.map(({ title, rows }) => (
                <li>
                  {title}: {rows}
                </li>
              ))}
            </ul>
          )}
        </>
      ))}
      {drift.accept && (
        <Form action={drift.accept.form.action} hidden={{ ...drift.accept.form.hidden, act: 'accept' }}>
          <p>
            If these records may go as well, or stay where a law keeps them, let the erasure go on. If not,
            finish it by hand and record below what you did.
          </p>
          <TotpFields confirmation={drift.accept.confirmation} idPrefix="accept" error={error} />
          <button type="submit" class="stop">
            Let the erasure go on with them
          </button>
        </Form>
      )}
    </div>
  );
}
