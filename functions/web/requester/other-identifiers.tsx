import type { IdentityKind } from '../../domain/data-map';
import { dateText } from '../../words/date-text';
import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/**
 * Posts `email`, `phone`, `customer-number` and whatever else the data map declares (those in `kinds`),
 * `code`, and `answer` = `more` | `none` by the button that was pressed.
 */
export interface OtherIdentifiersFacts extends PageFrame {
  readonly reference: string;
  readonly form: FormTarget;
  /** Kinds of identifier by which the stores can be searched. */
  readonly kinds: readonly IdentityKind[];
  /** Titles of the kinds that the data map declares. */
  readonly titles?: Readonly<Record<IdentityKind, string>>;
  /** Plain date until which the desk waits for this answer. */
  readonly until: string;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

const FIELDS: Readonly<
  Record<IdentityKind, { label: string; type: 'email' | 'tel' | 'text'; autocomplete: string }>
> = {
  email: { label: 'Another e-mail address', type: 'email', autocomplete: 'off' },
  phone: { label: 'Phone number', type: 'tel', autocomplete: 'tel' },
  'customer-number': { label: 'Customer or order number', type: 'text', autocomplete: 'off' },
};

/** Asked once, before the requester is told that nothing was found. */
export function OtherIdentifiers(facts: OtherIdentifiersFacts) {
  const { values = {}, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Did you use another address?" failed={hasErrors(errors)}>
      <h1>Did you use another address with us?</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        We found nothing under the address you gave. Perhaps you ordered with another one. Fill in what you
        know; leave the rest empty.
      </p>
      <Form {...facts.form}>
        {facts.kinds.map((kind) => (
          <TextField
            name={kind}
            {...(FIELDS[kind] ?? { label: facts.titles?.[kind] ?? kind, type: 'text', autocomplete: 'off' })}
            maxlength={254}
            value={values[kind]}
            error={errors[kind]}
          />
        ))}
        {facts.kinds.includes('email') && (
          <p class="hint">
            If you name an e-mail address here, we send a separate code to it. Type that too: it shows that
            the address is yours.
          </p>
        )}
        <CodeField error={errors.code} />
        <button type="submit" name="answer" value="more">
          Look again
        </button>
        <button type="submit" name="answer" value="none" class="quiet">
          I used no other
        </button>
      </Form>
      <p class="hint">
        Without an answer by {dateText(facts.until, facts.lang)} we answer you without it. Reference:{' '}
        {facts.reference}
      </p>
    </Layout>
  );
}
