import { shownName, shownText } from '../../words/shown-text';
import {
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { StaffNav, type StaffNavFacts } from './staff-nav';

export interface LetterFacts {
  /** Entry of the log, which names the letter in the form. */
  readonly seq: number;
  /** "The mail came back." */
  readonly why: string;
  /** Absent where the desk kept none of the words: the mail had left. */
  readonly paper?: { readonly subject: string; readonly text: string };
  /** What the mail was for, where there are no words to print. */
  readonly about: string;
  readonly dueOn: string;
  /** It tells of this, which begins only after it. */
  readonly noticeOf?: 'erasure' | 'correction';
}

/** Posts `act` (posted | settled | address), with `seq` and `postedOn` (plain date), or `email`. */
export interface LettersFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  readonly nickname: string;
  readonly form: FormTarget;
  readonly letters: readonly LetterFacts[];
  /** Where the post goes, as far as anybody knows. */
  readonly person: { readonly name?: string | undefined; readonly postal?: string | undefined };
  /** Whether another address may be named. */
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
        {why} The latest date of the answer is {dueOn}.
      </p>
      {paper ? (
        <pre class="paper" dir="auto" style="white-space: pre-wrap; overflow-wrap: anywhere">
          {shownText(paper.text)}
        </pre>
      ) : (
        <p>The desk keeps no copy of mails that have left. Write it in your own words.</p>
      )}
      <Form action={form.action} hidden={{ ...hidden, act: 'posted' }}>
        <TextField
          name="postedOn"
          id={`postedOn-${seq}`}
          label="Posted, or said by telephone, on"
          type="date"
          value={values.seq === String(seq) ? (values.postedOn ?? today) : today}
          error={errors[`postedOn-${seq}`]}
        />
        <button type="submit">Note the day</button>
      </Form>
      {noticeOf && (
        <p>
          Nothing is {noticeOf === 'correction' ? 'corrected' : 'erased'} before this is told. Once you note
          it, the time in which the person can stop it runs: from the day a letter needs to arrive, or from
          now if it is not needed any more.
        </p>
      )}
      <Form action={form.action} hidden={{ ...hidden, act: 'settled' }}>
        <button type="submit" class="second">
          It is not needed any more
        </button>
      </Form>
    </section>
  );
}

/**
 * What could not be delivered by mail: to print, to post, or to be sent to another address. Nothing on it
 * opens a page.
 */
export function Letters(facts: LettersFacts) {
  const { letters, person, form, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Letters to post" failed={Object.values(errors).some(Boolean)}>
      <h1>Letters to post</h1>
      <StaffNav {...facts.nav} />
      <ErrorSummary errors={errors} />
      <p class="hint">Request {facts.nickname}</p>
      {letters.length === 0 && <p class="lead">Nothing waits for the post.</p>}
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
