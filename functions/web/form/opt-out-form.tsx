import type { Right } from '../../domain/rights';
import { choiceLabels } from '../../words/choice-labels';
import {
  type Choice,
  ChoiceField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/** Posts `right` and `email`. For the rights that need no proof, for which nothing else may be asked. */
export interface OptOutFormFacts extends PageFrame {
  readonly form: FormTarget;
  /** Only rights that need no proof. If there is only one, there is nothing to choose. */
  readonly rights: readonly Right[];
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

function choices(rights: readonly Right[]): Choice[] {
  return rights.map((right) => ({ value: right, label: choiceLabels[right].choice }));
}

/**
 * Two fields only: no name, no reason, no proof, no account (11 CCR 7026, 7060(b); Art. 7(3), 21(2) GDPR).
 */
export function OptOutForm(facts: OptOutFormFacts) {
  const { values = {}, errors = {}, rights } = facts;
  const only = rights.length === 1 ? rights[0] : undefined;
  const title = only ? choiceLabels[only].choice : 'Say no to a use of your data';
  const form = only ? { ...facts.form, hidden: { ...facts.form.hidden, right: only } } : facts.form;
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)} slim>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">No proof, no account, no reason needed. We do it and send you a short note.</p>
      <Form {...form}>
        {!only && (
          <ChoiceField
            name="right"
            label="What should stop?"
            choices={choices(rights)}
            value={values.right}
            error={errors.right}
          />
        )}
        <TextField
          name="email"
          label="The e-mail address you use with us"
          type="email"
          autocomplete="email"
          maxlength={254}
          value={values.email}
          error={errors.email}
        />
        <button type="submit">Send</button>
      </Form>
    </Layout>
  );
}
