import { type Right, rights } from '../../../domain/rights';
import { durationText } from '../../../words/date-text';
import { CheckField } from '../../parts/form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  type FormTarget,
  TextBox,
} from '../../parts/form-parts';
import { Act, Fold } from '../act-form';
import { Extend, type ExtendFacts } from '../extend-act';
import { type GroundFacts, GroundFields } from '../ground-fields';
import { NoteAnswer } from '../note-answer';
import { RefuseOwnWords } from '../refuse-own-words';
import { SettleDoubt } from '../settle-doubt';
import type { Confirmation } from '../totp-fields';

/**
 * The acts that are lawful now; an absent one is not offered. Each is a form of its own that ends in a typed
 * value (`code` or `totp`) and posts `act`:
 *
 * - `approve`: `act` = `approved` | `approved-in-part`
 * - `refuse`: `ground`, `ground-LAW`, `covers-all`, `in-file`, `reason`; `refuse-own-words`: `reason`
 * - `extend`: `ground`, `reason`, and `until` where the notice names the day
 * - `ask`: `question`, `pauses` (= `yes`)
 * - `handOver`: `note`
 * - `settle`: `because`, `reached`
 * - `noteAnswer`: `asked`, `answer`, `reached`
 * - `vouch`: `because`
 * - `searchAgain`: nothing more
 *
 * Ids of the fields begin with the act: `refuse-ground`, `approve-totp`, `hand-over-code`; errors and values
 * kept go by these ids.
 */
export interface DecisionActionsFacts {
  readonly right: Right;
  /** All acts post here; tokens and the version of what is shown are hidden fields. */
  readonly form: FormTarget;
  readonly approve?: {
    readonly confirmation: Confirmation;
    /** Something is left out: the approval is one in part. */
    readonly inPart: boolean;
    /** Why an approval is not possible yet. */
    readonly blocked?: string;
    /** How many more people must approve: 0 when this approval is enough. */
    readonly furtherApprovals?: number;
    /**
     * The reader entered the request or vouched for the requester, and no one else may decide: the approval
     * counts after this long (ISO 8601).
     */
    readonly waits?: string;
    /**
     * For a correction that the addresses on file are notified of first: how long they can stop it, in words:
     * "for 72 hours".
     */
    readonly notice?: string;
    /** What staff ticked that the erasure also ends, in words. Absent: nothing. */
    readonly ends?: string;
  };
  /**
   * `confirmation` and `name` are for a refusal in the reader's own words; `name` is the reader's, who is
   * responsible for it.
   */
  readonly refuse?: {
    readonly grounds: GroundFacts;
    readonly confirmation: Confirmation;
    readonly name: string;
  };
  readonly extend?: ExtendFacts;
  /** A law whose plain date stays, where another law would allow an extension. */
  readonly extensionHeldBy?: { readonly law: string; readonly day: string } | undefined;
  /** `mayPause`: the law pauses the clock for a question that must be answered to find the data. */
  readonly ask?: { readonly mayPause: boolean };
  /** Open questions, by id. */
  readonly noteAnswer?: readonly Choice[];
  readonly handOver?: Record<string, never>;
  /** A member of staff doubts who is asking, and the doubt can be settled here. */
  readonly settle?: { readonly confirmation: Confirmation };
  /** The person gave identifiers that are not proven to be theirs. */
  readonly vouch?: { readonly confirmation: Confirmation };
  /** The data map or a store may have been mended since the search. */
  readonly searchAgain?: Record<string, never>;
}

type Props = DecisionActionsFacts & { readonly errors: FieldErrors; readonly values: FieldValues };

function approveWords(right: Right, notice?: string): string {
  if (rights[right].carriedOut === 'correction')
    return notice
      ? `The addresses on file are told first, without the new values, and can stop it ${notice}. Then the desk writes what the plan says, reads it again, and tells the person and the recipients.`
      : 'The desk writes what the plan says, reads it again, and tells the person and the recipients.';
  if (right === 'erasure')
    return 'The person is told a day before. Then the data is erased for good, and every store is read again.';
  return 'The person gets what is shown above, behind a fresh code.';
}

function Approve({ approve, right, form, errors }: Props) {
  if (!approve) return null;
  const inPart = approve.inPart ? 'in part' : '';
  return (
    <div class="card">
      <h3>Approve {inPart}</h3>
      {approve.blocked ? (
        <p>{approve.blocked}</p>
      ) : (
        <>
          <p>{approveWords(right, approve.notice)}</p>
          {approve.ends && (
            <p>
              <b>It also ends {approve.ends}</b>, as ticked above.
            </p>
          )}
          {approve.waits && (
            <p>
              You entered this request or said who it is from, and nobody else may decide. So the person and
              the second address are told first, and your approval counts after {durationText(approve.waits)}.
            </p>
          )}
          {approve.furtherApprovals ? <p>After you, {approve.furtherApprovals} more must approve.</p> : null}
          <Act
            name="approve"
            act={approve.inPart ? 'approved-in-part' : 'approved'}
            form={form}
            errors={errors}
            confirmation={approve.confirmation}
            label={`Approve ${inPart}`.trim()}
          />
        </>
      )}
    </div>
  );
}

function Refuse({ refuse, form, errors, values }: Props) {
  if (!refuse) return null;
  return (
    <Fold name="refuse" summary="Refuse" errors={errors} values={values}>
      <p>The person is told the ground and your reason, and where to complain.</p>
      <Act name="refuse" act="refuse" form={form} errors={errors} label="Refuse" look="stop">
        <GroundFields
          facts={refuse.grounds}
          idPrefix="refuse"
          label="Ground in the law"
          empty="Choose a ground"
          errors={errors}
          values={values}
        />
        <TextBox
          name="reason"
          id="refuse-reason"
          label="Your reason, for the person to read"
          hint="Say why the ground fits this case, in plain words."
          maxlength={2000}
          value={values['refuse-reason']}
          error={errors['refuse-reason']}
        />
      </Act>
    </Fold>
  );
}

function Ask({ ask, form, errors, values }: Props) {
  if (!ask) return null;
  return (
    <Fold name="ask" summary="Ask the person something" errors={errors} values={values}>
      <Act name="ask" act="ask" form={form} errors={errors} label="Send the question" look="quiet">
        <TextBox
          name="question"
          id="ask-question"
          label="Your question"
          hint="Ask for nothing that you do not need. Never for a copy of an identity card."
          maxlength={2000}
          value={values['ask-question']}
          error={errors['ask-question']}
        />
        {ask.mayPause && (
          <CheckField
            name="pauses"
            id="ask-pauses"
            checked={values['ask-pauses'] === 'yes'}
            label="We cannot find the data without the answer"
            hint="Only then does the law stop the clock until it comes. We keep reminding you of the original date."
          />
        )}
      </Act>
    </Fold>
  );
}

function HandOver({ handOver, form, errors, values }: Props) {
  if (!handOver) return null;
  return (
    <Fold name="hand-over" summary="Take it out of the automatic path" errors={errors} values={values}>
      <p>One of you does the rest by hand and records how it ended. The dates stay the same.</p>
      <Act name="hand-over" act="hand-over" form={form} errors={errors} label="Hand it over" look="quiet">
        <TextBox
          name="note"
          id="hand-over-note"
          label="Note for your colleagues"
          maxlength={2000}
          value={values['hand-over-note']}
          error={errors['hand-over-note']}
        />
      </Act>
    </Fold>
  );
}

function SearchAgain({ searchAgain, form, errors, values }: Props) {
  if (!searchAgain) return null;
  return (
    <Fold name="search-again" summary="Search again" errors={errors} values={values}>
      <p>
        Use this once the data map or a store has been corrected. The desk searches from the beginning, and
        everyone who decides gets a new mail. The dates stay the same.
      </p>
      <Act
        name="search-again"
        act="search-again"
        form={form}
        errors={errors}
        label="Search again"
        look="quiet"
      />
    </Fold>
  );
}

function Vouch({ vouch, form, errors, values }: Props) {
  if (!vouch) return null;
  return (
    <div class="card warn">
      <h3>Is this really theirs?</h3>
      <p>
        Nothing was found by the address that was proven. The person then named what you see above, and
        anybody can name anything. Check whether what was found fits them; ask them, or somebody who knows
        them. Without that, do not approve.
      </p>
      <Act
        name="vouch"
        act="vouch"
        form={form}
        errors={errors}
        {...vouch}
        label="Record it under my name"
        look="quiet"
      >
        <TextBox
          name="because"
          id="vouch-because"
          label="I know that these are theirs, because …"
          maxlength={1000}
          value={values['vouch-because']}
          error={errors['vouch-because']}
        />
      </Act>
    </div>
  );
}

/** The approval unfolded, the rarer acts folded beneath it. */
export function DecisionActions(props: Props) {
  return (
    <>
      <h2 id="acts">Your decision</h2>
      <SettleDoubt {...props} />
      <Vouch {...props} />
      <Approve {...props} />
      <Refuse {...props} />
      {props.refuse && (
        <RefuseOwnWords {...props} {...props.refuse} field="reason" longest={2000} orHandOver />
      )}
      <Extend
        extend={props.extend}
        heldBy={props.extensionHeldBy}
        form={props.form}
        errors={props.errors}
        values={props.values}
      />
      <Ask {...props} />
      <NoteAnswer open={props.noteAnswer} form={props.form} errors={props.errors} values={props.values} />
      <SearchAgain {...props} />
      <HandOver {...props} />
    </>
  );
}
