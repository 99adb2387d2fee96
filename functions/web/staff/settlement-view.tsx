import { dateText } from '../../words/date-text';
import { inSentence } from '../../words/in-sentence';
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

/**
 * How far an erasure is that somebody else was asked for. Posts `answer` = `done` | `not-yet` | `kept`, `on`
 * (for `done`), `confirmBy` (for `not-yet`), `ground` and `until` (for `kept`), `code`.
 */
export interface SettlementTaskFacts extends PageFrame {
  readonly nickname: string;
  readonly store: string;
  /** The desk reads the store itself and takes nobody's word that the records are gone. */
  readonly readByDesk: boolean;
  /** Plain dates. */
  readonly askedOn: string;
  readonly promised: string;
  readonly form: FormTarget;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

const DONE = { value: 'done', label: 'It is erased, and they confirmed it', hint: 'Say on which day below.' };

const ANSWERS = [
  { value: 'not-yet', label: 'Not yet', hint: 'Say by when below. We ask you again on that day.' },
  {
    value: 'kept',
    label: 'They refuse, or must keep it',
    hint: 'Say why below. The person reads it, and we ask no more.',
  },
];

/** The page behind the mail that asks about it. */
export function SettlementTask(facts: SettlementTaskFacts) {
  const { values = {}, errors = {}, readByDesk, lang } = facts;
  const title = `Is it erased in ${inSentence(facts.store)}?`;
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        For request {facts.nickname}. It was asked for on {dateText(facts.askedOn, lang)}, and was to be done
        by <b>{dateText(facts.promised, lang)}</b>.
      </p>
      {readByDesk && (
        <p>
          The desk reads it each week and still finds the records. When they are gone, it notices by itself,
          and you need not answer.
        </p>
      )}
      <Form {...facts.form} files>
        <ChoiceField
          name="answer"
          label="How far is it?"
          choices={readByDesk ? ANSWERS : [DONE, ...ANSWERS]}
          value={values.answer}
          error={errors.answer}
        />
        <Details values={values} errors={errors} readByDesk={readByDesk} />
        <CodeField error={errors.code} />
        <button type="submit">Save my answer</button>
      </Form>
    </Layout>
  );
}

interface DetailsProps extends Pick<SettlementTaskFacts, 'readByDesk'> {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

function Details({ values, errors, readByDesk }: DetailsProps) {
  return (
    <>
      {!readByDesk && (
        <TextField name="on" label="Erased: confirmed on" type="date" value={values.on} error={errors.on} />
      )}
      <TextField
        name="confirmBy"
        label="Not yet: by"
        hint="At most a year from now."
        type="date"
        value={values.confirmBy}
        error={errors.confirmBy}
      />
      <TextBox
        name="ground"
        label="Refused or kept: why"
        hint="The person reads this: name the law or the reason."
        maxlength={500}
        value={values.ground}
        error={errors.ground}
      />
      <TextField
        name="until"
        label="Kept until (if they say so)"
        type="date"
        value={values.until}
        error={errors.until}
      />
    </>
  );
}
