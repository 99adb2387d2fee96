import type { ReopenOption } from '../../words/case-fields';
import { dateText } from '../../words/date-text';
import { shownName, shownText } from '../../words/shown-text';
import { FactList } from '../parts/fact-list';
import {
  CodeField,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextField,
} from '../parts/form-parts';
import { InFile, type InFileNote } from './in-file';

/** The request that a complaint or an appeal is about, as its reviewer needs to know it. */
export interface ReviewedRequest {
  readonly reference: string;
  readonly nickname: string;
  readonly url: string;
  readonly askedFor: string;
  /** Plain dates. */
  readonly receivedOn: string;
  readonly decidedOn?: string;
  /** Its status, or how it ended. */
  readonly status: string;
  /** Names of those who decided it. */
  readonly decidedBy: readonly string[];
  /** The law's words for the ground, with the article. */
  readonly ground?: string;
  /** What the person wrote then, and what staff wrote to them. */
  readonly message?: string;
  readonly answer?: string;
  /** What staff noted that their file holds to show that the grounds are met, for staff alone. */
  readonly inFile?: readonly InFileNote[];
  /** This letter came from another address than the request. */
  readonly otherAddress: boolean;
}

export interface ReviewFacts {
  /** Absent while it is unknown what it is about. */
  readonly about?: ReviewedRequest;
  /** The reference that the person gave, whether or not such a request exists. */
  readonly named?: string;
  /** The reader made the first decision, and no one else can review it. */
  readonly same: boolean;
  /**
   * Whether the original request can be done as a request of its own; absent where no closed request could
   * be.
   */
  readonly carryOn?: ReopenOption;
}

/** The request that a complaint or an appeal is about, as far as it is known. */
export function ReviewedRequestCard({ review }: { readonly review: ReviewFacts | undefined }) {
  if (!review) return null;
  return (
    <div class="card" id="reviewed">
      <h2>What it is about</h2>
      {review.same && (
        <p class="warn">
          You decided on this yourself, and nobody else here can look at it. The person is told so. Look at it
          as if a stranger had decided.
        </p>
      )}
      {review.about ? (
        <Known about={review.about} carryOn={review.carryOn} />
      ) : (
        <Unknown named={review.named} />
      )}
    </div>
  );
}

function Known({
  about,
  carryOn,
}: {
  readonly about: ReviewedRequest;
  readonly carryOn: ReopenOption | undefined;
}) {
  return (
    <>
      <FactList
        facts={[
          ['Request', <a href={about.url}>{`${about.reference} (${about.nickname})`}</a>],
          ['Asked us to', about.askedFor],
          ['Received', dateText(about.receivedOn)],
          ['Status', about.status],
          ['Decided by', about.decidedBy.map(shownName).join(', ') || 'nobody yet'],
          ['Decided on', about.decidedOn && dateText(about.decidedOn)],
          ['Ground', about.ground],
        ]}
      />
      {about.message && (
        <>
          <h3>What they wrote then</h3>
          <blockquote dir="auto">{shownText(about.message)}</blockquote>
        </>
      )}
      {about.answer && (
        <>
          <h3>What we answered</h3>
          <blockquote dir="auto">{shownText(about.answer)}</blockquote>
        </>
      )}
      <InFile notes={about.inFile} />
      {about.otherAddress && (
        <p class="warn">
          This letter came from another address than that request. Your answer goes to the address of this
          letter: write nothing in it that only the person of that request may know.
        </p>
      )}
      <NotAgain way={carryOn} />
    </>
  );
}

/** Why the desk does not take it up again, and what can be done instead. */
function NotAgain({ way }: { readonly way: ReopenOption | undefined }) {
  if (way === 'gone')
    return (
      <p class="warn">
        The key of that request is destroyed: nobody can read it any more, or tell whether this letter is from
        the same person. The desk cannot take it up again. If they are right, ask them in your answer to send
        the form once more.
      </p>
    );
  if (way === 'other-address')
    return (
      <p>
        The desk does not take that request up again for a letter from another address, or from none. If they
        are right, ask them in your answer to send the form once more, and to prove who they are.
      </p>
    );
  return null;
}

function Unknown({ named }: { readonly named: string | undefined }) {
  return (
    <p>
      {named
        ? `They named ${named}. No request with this reference came from their address, so nothing is tied to it. Compare who is asking before you tie it yourself.`
        : 'They named no request. A complaint need not be about an earlier request; if it is about one, tie it at the end of this page.'}
    </p>
  );
}

/**
 * The form with which staff say which request it is about. Posts `act` = `tie`, `about` and `code`; ids begin
 * with `tie-`.
 */
export function TieReview({
  review,
  form,
  values,
  errors,
}: {
  readonly review: ReviewFacts | undefined;
  readonly form: FormTarget;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}) {
  if (!review) return null;
  return (
    <details open={Boolean(errors['tie-about'] || errors['tie-code']) || undefined}>
      <summary>{review.about ? 'It is about another request' : 'It is about a request'}</summary>
      <Form action={form.action} hidden={{ ...form.hidden, act: 'tie' }}>
        <TextField
          id="tie-about"
          name="about"
          label="Reference of that request"
          maxlength={100}
          value={values['tie-about'] ?? (review.about ? undefined : review.named)}
          error={errors['tie-about']}
        />
        <CodeField id="tie-code" error={errors['tie-code']} />
        <button type="submit">Tie it to that request</button>
      </Form>
    </details>
  );
}
