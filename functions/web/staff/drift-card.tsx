import type { Drift } from '../../domain/event-facts';
import { countText } from '../../words/date-text';
import { type FieldErrors, Form, type FormTarget } from '../parts/form-parts';
import { type Confirmation, TotpFields } from './totp-fields';

/** How an erasure that stopped may go on; the value of `act` in the form. */
export type GoOnAct = 'accept' | 'theirs' | 'leave';

/**
 * Why an erasure stopped, store by store. `goOn` is present where it can go on. Its forms post `act` and
 * `totp`; errors by `accept-totp` and so on.
 */
export interface DriftFacts {
  readonly stopped: readonly {
    readonly store: string;
    readonly reason: Drift;
    /** `name`: as the store calls the collection, such as the name of its table. */
    readonly collections: readonly { readonly title: string; readonly name: string; readonly rows: number }[];
    readonly done: DoneBefore;
  }[];
  /** A member of staff doubts who is asking. Until that is settled nothing goes on. */
  readonly inDoubt?: boolean;
  readonly goOn?: {
    readonly form: FormTarget;
    readonly confirmation: Confirmation;
    readonly acts: readonly GoOnAct[];
    /** Names of those who have said so already, where another person must say it too. */
    readonly said?: Partial<Readonly<Record<GoOnAct, readonly string[]>>>;
  };
  /** Too few people may approve what has been added since: it needs a new decision. */
  readonly needsNewDecision?: boolean;
}

/** Records that the desk has erased or blanked in a store, and for which the store took the order. */
export interface DoneBefore {
  readonly erased: number;
  readonly ordered: number;
  /** A call was not answered, so that it may have done more. */
  readonly isUnsure: boolean;
}

/** What is wrong, and what to do about it by hand. */
const words: Readonly<Record<Drift, string>> = {
  'new-since-approval':
    'Records of this person were added after the approval. Find out whether you still owe them something, such as an order that was paid for and not sent.',
  'new-ground':
    'Records were added after the approval that a law keeps. They would stay, and the rest would go.',
  'unapproved-collection':
    'Records were added after the approval in a place that held nothing of this person before.',
  'beyond-bound': 'Many records were added after the approval. Check that they are this person’s.',
  'new-owner':
    'Records that were this person’s alone now belong to others, or no longer name this person, so they were left alone. Or a second record with just the same content has come, so that the desk cannot tell them apart. Find out whose they are now.',
  'left-over':
    'These records are still there, however often they are erased. Find out what keeps them or brings them back, such as a trigger or an import, and stop it. Then search again, or leave them out.',
  vanished:
    'Approved records are gone, and this desk did not erase them. The person may have deleted them in your app. Or the desk reads another place than before: a table that was renamed and replaced by an empty one, another database, bucket or prefix. Find out which it is before you let it go on; after a correction, search again.',
  'kept-row-gone':
    'Records that have to be kept are no longer there. Find out what removed them, such as a cascade of the database or a job of your own, and restore them from a backup if a law requires them. Then search again.',
  'now-kept':
    'By what these records say now, or by the data map of today, they have to be kept, though they were approved to go: perhaps a date has changed from which a retention counts. Search again, so that what a law keeps stays and the rest goes; or leave them out.',
  'ends-more':
    'At the vendor something runs that began after the approval, such as a new subscription, and the erasure would also end it. Let the desk search again: you then see it and can tick it, unless you have ended it at the vendor by then. Or leave these records out.',
  'came-anew':
    'Records are back under keys that were erased, with other content: the person may have become a customer again. They were left alone. Leave them out if they are of a new customer; search again if they are to go.',
  'came-unclaimed':
    'Something new names this person, and the data map does not describe it, or the desk cannot tell it apart: a new kind of item or file, or a record beside others. Look into it, and search again.',
  'became-unread':
    'Something that could be read before the erasure can no longer be read, such as a file that has been compressed or damaged since. It may still hold something of this person: look into it, and search again. What you found there is asked for before you decide.',
};

type Stopped = DriftFacts['stopped'][number];

function doneText({ erased, ordered, isUnsure }: DoneBefore): string {
  const unsure = isUnsure ? ' A call was not answered and may have erased or asked for more.' : '';
  if (erased + ordered === 0 && !isUnsure)
    return 'Nothing was erased here, and nothing will be until you decide.';
  const parts = [
    ...(erased > 0 ? [`erased or blanked ${countText(erased, 'record')} here`] : []),
    ...(ordered > 0 ? [`asked for the erasure of ${countText(ordered, 'record')} here`] : []),
  ];
  const done = parts.length > 0 ? `The desk has ${parts.join(' and ')}.` : '';
  return `${done}${unsure} The desk erases nothing more here until you decide.`.trim();
}

function Store({ store, stops }: { readonly store: string; readonly stops: readonly Stopped[] }) {
  return (
    <>
      <h3>{store}</h3>
      {stops.map(({ reason, collections }) => (
        <>
          <p>{words[reason]}</p>
          {collections.length > 0 && (
            <ul>
              {collections.map(({ title, name, rows }) => (
                <li>
                  {title} ({name}): {countText(rows, 'record')}
                </li>
              ))}
            </ul>
          )}
        </>
      ))}
      {stops.slice(0, 1).map(({ done }) => (
        <p>{doneText(done)}</p>
      ))}
    </>
  );
}

const goOnWords: Readonly<Record<GoOnAct, { readonly question: string; readonly button: string }>> = {
  accept: {
    question: 'May these records go as well, or stay where a law keeps them?',
    button: 'Let the erasure go on with them',
  },
  theirs: {
    question:
      'Have you looked, and are these records still this person’s, as when an address was changed? Then they go, as approved.',
    button: 'They are this person’s: go on as approved',
  },
  leave: {
    question:
      'Is it unclear? Then these records stay, with everything connected with them, and the rest goes. You get a task to deal with them, and the person is told that they are not erased yet.',
    button: 'Leave them out and go on',
  },
};

/** A missing row cannot be erased, so the page says only that it is gone. */
const gone = {
  question:
    'Are the records that are missing really gone, and not somewhere else? Then let the erasure go on: the person will read that those were no longer there, not that you erased them.',
  button: 'They are gone: let the erasure go on',
};

function wordsOn(act: GoOnAct, stopped: readonly Stopped[]): { question: string; button: string } {
  if (act !== 'accept' || !stopped.some(({ reason }) => reason === 'vanished')) return goOnWords[act];
  if (stopped.every(({ reason }) => reason === 'vanished')) return gone;
  return { ...goOnWords.accept, question: `${gone.question} ${goOnWords.accept.question}` };
}

function GoOn({
  form,
  confirmation,
  acts,
  said = {},
  stopped,
  errors,
}: NonNullable<DriftFacts['goOn']> & Pick<DriftFacts, 'stopped'> & { readonly errors: FieldErrors }) {
  return (
    <>
      {acts.map((act) => (
        <Form action={form.action} hidden={{ ...form.hidden, act }}>
          <p>{wordsOn(act, stopped).question}</p>
          {said[act]?.length ? (
            <p>{said[act].join(' and ')} said so. Somebody else has to say the same.</p>
          ) : null}
          <TotpFields confirmation={confirmation} idPrefix={act} error={errors[`${act}-totp`]} />
          <button type="submit" class={act === 'leave' ? undefined : 'stop'}>
            {wordsOn(act, stopped).button}
          </button>
        </Form>
      ))}
    </>
  );
}

export function DriftCard({
  drift,
  errors,
}: {
  readonly drift: DriftFacts | undefined;
  readonly errors: FieldErrors;
}) {
  if (!drift || drift.stopped.length === 0) return null;
  const stores = [...new Set(drift.stopped.map(({ store }) => store))];
  return (
    <div class="warn">
      <h2>Where the erasure stopped</h2>
      {stores.map((store) => (
        <Store store={store} stops={drift.stopped.filter((one) => one.store === store)} />
      ))}
      {drift.needsNewDecision && (
        <p>
          You cannot let these records go as well here: too few people may decide who have not yet given their
          word on this request. Let the desk search again, below, so that a new decision is made on them.
        </p>
      )}
      {drift.goOn ? (
        <GoOn {...drift.goOn} stopped={drift.stopped} errors={errors} />
      ) : (
        <p>
          {drift.inDoubt && 'First settle who this is, below. '}
          The desk does not go on by itself here. Fix the cause and let it search again, below, or finish it
          by hand and record what you did.
        </p>
      )}
    </div>
  );
}
