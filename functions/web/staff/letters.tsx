import { shownName, shownText } from '../../words/shown-text';
import {
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { StaffNav, type StaffNavFacts } from './staff-nav';

export interface LetterFacts {
  /** Sequence number of the event; it identifies the letter in the form. */
  readonly seq: number;
  /** "The mail came back." */
  readonly why: string;
  /** Absent where the desk kept no copy of the text: the mail had been sent. */
  readonly paper?: { readonly subject: string; readonly text: string };
  /** What the mail was for, where there is no text to print. */
  readonly about: string;
  readonly dueOn: string;
  /** What this letter gives notice of: it begins only after the notice. */
  readonly noticeOf?: 'erasure' | 'correction';
}

/** Posts `act` (posted | settled | address), with `seq` and `postedOn` (plain date), or `email`. */
export interface LettersFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  readonly nickname: string;
  readonly form: FormTarget;
  readonly letters: readonly LetterFacts[];
  /** Where to send the post, as far as it is known. */
  readonly person: { readonly name?: string | undefined; readonly postal?: string | undefined };
  /** Whether another address may be entered. */
  readonly mayChange: boolean;
  readonly today: string;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

function Letter({ letter, facts }: { letter: LetterFacts; facts: LettersFacts }) {
  const { form, values = {}, errors = {}, today } = facts;
  const { seq, paper, why, about, dueOn, noticeOf } = letter;
  const hidden = { ...form.hidden, seq: String(seq) };
  return (
    <section class="card">
      <h2>{paper ? shownText(paper.subject) : about}</h2>
      <p>
        {why} The answer is due by {dueOn} at the latest.
      </p>
      {paper ? (
        <pre class="paper" dir="auto" style="white-space: pre-wrap; overflow-wrap: anywhere">
          {shownText(paper.text)}
        </pre>
      ) : (
        <p>The desk keeps no copy of mails that have been sent. Write it in your own words.</p>
      )}
      <Form action={form.action} hidden={{ ...hidden, act: 'posted' }}>
        <TextField
          name="postedOn"
          id={`postedOn-${seq}`}
          label="Posted, or told by telephone, on"
          type="date"
          value={values.seq === String(seq) ? (values.postedOn ?? today) : today}
          error={errors[`postedOn-${seq}`]}
        />
        <button type="submit">Note the day</button>
      </Form>
      {noticeOf && (
        <p>
          Nothing is {noticeOf === 'correction' ? 'corrected' : 'erased'} before the person knows this. Once
          you note it, the time in which they can stop it begins: when a letter posted that day has arrived,
          or now if it is no longer needed.
        </p>
      )}
      <Form action={form.action} hidden={{ ...hidden, act: 'settled' }}>
        <button type="submit" class="second">
          It is no longer needed{' '}
        </button>
      </Form>
    </section>
  );
}

/**
 * Mails that could not be delivered: to print and post, or to send to another address. Nothing printed opens
 * a page.
 */
export function Letters(facts: LettersFacts) {
  const { letters, person, form, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Letters to post" failed={hasErrors(errors)}>
      <h1>Letters to post</h1>
      <StaffNav {...facts.nav} />
      <ErrorSummary errors={errors} />
      <p class="hint">Request {facts.nickname}</p>
      {letters.length === 0 && <p class="lead">There is nothing to post.</p>}
      {(person.name || person.postal) && (
        <address dir="auto">
          {[person.name, person.postal].map((line) => line && <div>{shownName(line)}</div>)}
        </address>
      )}
      {letters.map((letter) => (
        <Letter letter={letter} facts={facts} />
      ))}
      {facts.mayChange && (
        <Form action={form.action} hidden={{ ...form.hidden, act: 'address' }}>
          <h2>Another e-mail address</h2>
          <p>
            If you know one from elsewhere, not only from this request: the desk mails a code there, and goes
            on when it is typed.
          </p>
          <TextField
            name="email"
            label="E-mail address"
            type="email"
            maxlength={254}
            value={facts.values?.email}
            error={errors.email}
          />
          <button type="submit">Mail the code</button>
        </Form>
      )}
    </Layout>
  );
}
