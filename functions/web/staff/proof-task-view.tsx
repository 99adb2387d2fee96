import { countText, dateText } from '../../words/date-text';
import {
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  type FormTarget,
  hasErrors,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { Act } from './act-form';
import { KnownBecause } from './known-because';
import type { Confirmation } from './totp-fields';

/**
 * An approved copy whose details wait for the stronger proof of the law. Two forms, each posting `act`:
 * `known` with `because` and what confirms it; `without` with `code`.
 */
export interface ProofTaskFacts extends PageFrame {
  readonly nickname: string;
  /** The place whose law requires the proof: "California". */
  readonly place: string;
  /** How many tries the person has left, and whether there are data points to ask for. */
  readonly triesLeft: number;
  readonly canAsk: boolean;
  /** What the person typed fits some records and not others, which may be somebody else's. */
  readonly mayBeSeveral?: boolean;
  /** The person can log in at the shop instead. */
  readonly canLogIn?: boolean;
  /** Plain date on which the answer is sent without the details. */
  readonly until: string;
  /** Names of those who have said that they know the person, where another person must say so too. */
  readonly saidBy: readonly string[];
  readonly form: FormTarget;
  readonly confirmation: Confirmation;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

function proofStatus({ triesLeft, canAsk, canLogIn, mayBeSeveral, place }: ProofTaskFacts): string {
  if (mayBeSeveral)
    return 'What the person typed fits some of the records under their address and not others, which may be those of somebody else who reads the same mailbox. Whoever gets the details gets all of these records: say that you know who it is only where you have made sure that all of them are theirs.';
  if (canLogIn && (!canAsk || triesLeft === 0))
    return 'The person can still prove it by a log-in to their account at the shop. You need not do anything.';
  if (!canAsk)
    return `The rules of ${place} want three facts that the mailbox does not show, and your data map marks fewer. So nobody can prove it by typing; only you can say that you are sure.`;
  if (triesLeft === 0)
    return 'The person has typed such facts as often as they may, and they never all fitted, or a store did not answer. Which of them did not fit is not recorded, and nobody may tell them. It need not be fraud: people forget what they once filled in.';
  return `The person was told how to prove it: with three facts that the mailbox does not show, and a signature${canLogIn ? ', or by a log-in to their account' : ''}. They have ${countText(triesLeft, 'try', 'tries')} left. You need not do anything.`;
}

/** The details wait until the person has proven more, a member of staff is sure, or the deadline is near. */
export function ProofTask(facts: ProofTaskFacts) {
  const { errors = {}, values = {}, form, saidBy } = facts;
  const title = 'Are you sure who is asking?';
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        For request {facts.nickname}. The copy is approved. Its details go out only if you are very sure who
        is asking: the code from the mailbox is not enough under the law of {facts.place}.
      </p>
      <p>{proofStatus(facts)}</p>
      <p>
        Without further proof, the answer goes out on <b>{dateText(facts.until, facts.lang)}</b> and tells
        only the kinds of data.{' '}
      </p>
      {saidBy.length > 0 && (
        <p>{saidBy.join(' and ')} said that they know the person. Somebody else has to say the same.</p>
      )}
      <div class="card">
        <h2>I know who this is</h2>
        <Act
          name="known"
          act="known"
          form={form}
          errors={errors}
          confirmation={facts.confirmation}
          label="Give the details out"
        >
          <KnownBecause
            hint="For instance: we called the number in their account and they confirmed it, or they asked while logged in to their account. A copy of an identity card is not needed."
            values={values}
            errors={errors}
          />
        </Act>
      </div>
      <div class="card">
        <h2>Answer now, without the details</h2>
        <p>The person gets the kinds of data at once, and is told why and what they can do.</p>
        <Act
          name="without"
          act="without"
          form={form}
          errors={errors}
          label="Answer without the details"
          look="quiet"
        />
      </div>
    </Layout>
  );
}
