import type { TaskKind } from '../../domain/event-facts';
import { countText, dateText } from '../../words/date-text';
import { inSentence } from '../../words/in-sentence';
import { shownText } from '../../words/shown-text';
import {
  ChoiceField,
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type SearchedFor, SearchedForList } from './searched-for-view';
import { type TakeOutFacts, TakeOutList } from './take-out-list';

/**
 * A store that only a person can look into. Posts (multipart) `answer` = `done` | `nothing-held` | `kept` |
 * `submitted`, `files` (access; several), `ground` and `until` (for `kept`), `askedOn` and `confirmBy` (for
 * `submitted`), `code`.
 */
export interface ManualTaskFacts extends PageFrame {
  readonly nickname: string;
  readonly kind: Exclude<TaskKind, 'store-refused' | 'contested' | 'proof'>;
  /** For `rest`: what the erasure left, and why. */
  readonly left?: readonly WaitingLeft[];
  /** The same, record by record. */
  readonly rows?: readonly LeftRow[];
  /** Words for the store: "the mailbox of support". */
  readonly store: string;
  readonly identifiers: readonly SearchedFor[];
  /** Plain date. */
  readonly dueOn: string;
  readonly form: FormTarget;
  /** For `manual-correction`: what the person says is wrong, point by point. */
  readonly wrong?: readonly string[];
  /**
   * For `manual-access`: what the governing laws allow the answer to name but not to show. Absent: nothing.
   */
  readonly takeOut?: TakeOutFacts;
  /** "4 MB". */
  readonly largestUpload: string;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

export interface WaitingLeft {
  readonly title: string;
  readonly records: number;
  readonly reason?: string;
}

/** A record as staff find it in the store: the name of its table or prefix, and its key in words. */
export interface LeftRow {
  readonly name: string;
  readonly key: string;
}

/** Maximum number of records listed; the others are of the same kinds. */
const MOST_ROWS = 50;

const ANSWERS = {
  'manual-access': [
    { value: 'done', label: 'I found something', hint: 'Add the files below.' },
    { value: 'nothing-held', label: 'Nothing is held there' },
  ],
  'manual-erasure': [
    { value: 'done', label: 'I erased it', hint: 'All of it, and I looked again.' },
    { value: 'nothing-held', label: 'Nothing was held there' },
    { value: 'kept', label: 'Some of it must be kept', hint: 'Say why and until when below.' },
    {
      value: 'submitted',
      label: 'I asked whoever runs it, and they do it later',
      hint: 'Say below when you asked and by when they confirm it. We ask you again then.',
    },
  ],
  'manual-correction': [
    {
      value: 'done',
      label: 'Something there is wrong as well',
      hint: 'Change nothing yet: those who decide have it corrected once everyone who must be told beforehand has been.',
    },
    { value: 'nothing-held', label: 'Nothing there is wrong, or nothing is held' },
  ],
  rest: [
    {
      value: 'done',
      label: 'I erased it by hand',
      hint: 'All that is this person’s, and I checked that it is gone. What is another person’s stays.',
    },
    { value: 'nothing-held', label: 'None of it is this person’s' },
    { value: 'kept', label: 'It must be kept', hint: 'Say why and until when below.' },
  ],
} as const;

function Rows({ rows }: { readonly rows: readonly LeftRow[] }) {
  if (rows.length === 0) return null;
  return (
    <details open={rows.length <= 10 || undefined}>
      <summary>Where to find them</summary>
      <ul>
        {rows.slice(0, MOST_ROWS).map(({ name, key }) => (
          <li>
            <code>{name}</code>: {shownText(key)}
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS && <p>And {countText(rows.length - MOST_ROWS, 'more record')}.</p>}
    </details>
  );
}

function Left({ left = [], rows = [] }: Pick<ManualTaskFacts, 'left' | 'rows'>) {
  if (left.length === 0) return null;
  return (
    <div class="card">
      <h2>What is left, and why</h2>
      <p>
        What was approved is erased. This was left, because nobody had decided on it. The desk does not come
        back to it by itself, whatever is corrected now: please deal with it by hand.
      </p>
      <ul>
        {left.map(
          ({ title, records, reason = 'it may be another person’s as well. Find out whose it is.' }) => (
            <li>
              <b>
                {title} ({countText(records, 'record')}):
              </b>{' '}
              {reason}
            </li>
          ),
        )}
      </ul>
      <Rows rows={rows} />
    </div>
  );
}

function Wrong({ points }: { readonly points: readonly string[] }) {
  return (
    <div class="card">
      <h2>What is wrong, in the person’s words</h2>
      {points.map((point) => (
        <blockquote dir="auto">{shownText(point)}</blockquote>
      ))}
    </div>
  );
}

function Kept({ values, errors }: { values: FieldValues; errors: FieldErrors }) {
  return (
    <details open={Boolean(errors.ground || errors.until || values.answer === 'kept') || undefined}>
      <summary>Something must be kept</summary>
      <TextBox
        name="ground"
        label="Why"
        hint="The person reads this: name the law or the reason."
        maxlength={500}
        value={values.ground}
        error={errors.ground}
      />
      <TextField name="until" label="Until" type="date" value={values.until} error={errors.until} />
    </details>
  );
}

function Submitted({ values, errors }: { values: FieldValues; errors: FieldErrors }) {
  const isOpen = Boolean(errors.askedOn || errors.confirmBy || values.answer === 'submitted');
  return (
    <details open={isOpen || undefined}>
      <summary>It is asked for, and done later</summary>
      <TextField name="askedOn" label="Asked on" type="date" value={values.askedOn} error={errors.askedOn} />
      <TextField
        name="confirmBy"
        label="Confirmed by"
        hint="The person reads this day. At most a year from now."
        type="date"
        value={values.confirmBy}
        error={errors.confirmBy}
      />
    </details>
  );
}

function Upload({ largest, errors }: { largest: string; errors: FieldErrors }) {
  return (
    <div class="field">
      <label for="files">Files for the person</label>
      <span class="hint" id="files-hint">
        Up to {largest} together. Take out what is about other people first.
      </span>
      {errors.files && (
        <span class="error" id="files-error">
          {errors.files}
        </span>
      )}
      <input
        type="file"
        id="files"
        name="files"
        multiple
        aria-describedby={errors.files ? 'files-hint files-error' : 'files-hint'}
        aria-invalid={errors.files ? 'true' : undefined}
      />
    </div>
  );
}

/** The task page: look by hand, and record the result. The report attributes the result to a person. */
export function ManualTask(facts: ManualTaskFacts) {
  const { values = {}, errors = {}, kind } = facts;
  const store = inSentence(facts.store);
  const titles = {
    'manual-access': 'Look into',
    'manual-erasure': 'Erase in',
    'manual-correction': 'Look into',
    rest: 'Deal with what is left in',
  };
  const title = `${titles[kind]} ${store}`;
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        For request {facts.nickname}. Please answer by <b>{dateText(facts.dueOn, facts.lang)}</b>.
      </p>
      <div class="card">
        <h2>Look for</h2>
        <SearchedForList identifiers={facts.identifiers} />
      </div>
      {facts.wrong && <Wrong points={facts.wrong} />}
      <Left {...facts} />
      <Form {...facts.form} files>
        <ChoiceField
          name="answer"
          label="Your answer"
          choices={ANSWERS[kind]}
          value={values.answer}
          error={errors.answer}
        />
        {kind === 'manual-access' ? (
          <>
            <TakeOutList kinds={facts.takeOut ?? []} />
            <Upload largest={facts.largestUpload} errors={errors} />
          </>
        ) : kind === 'manual-correction' ? null : (
          <>
            <Kept values={values} errors={errors} />
            {kind === 'manual-erasure' && <Submitted values={values} errors={errors} />}
          </>
        )}
        <CodeField error={errors.code} />
        <button type="submit">Save my answer</button>
      </Form>
    </Layout>
  );
}
