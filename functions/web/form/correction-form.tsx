import { placeGroups } from '../../words/places';
import { ErrorSummary, Form, hasErrors } from '../parts/form-parts';
import { Layout } from '../parts/layout';
import { CorrectionPoints } from './correction-points';
import { ContactFields, RelationFields } from './request-fields';
import type { RequestFormFacts } from './request-form';

/**
 * Asks point by point what is wrong and what is right (Art. 16 GDPR, s 1798.106 CCPA). Posts `what-1`,
 * `wish-1`, `now-1`, `right-1`, `shows-1`, ... and what the first form posts.
 */
export function CorrectionForm(facts: Omit<RequestFormFacts, 'rights' | 'within'>) {
  const { values = {}, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Correct my data" failed={hasErrors(errors)} slim>
      <h1>Correct my data</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">Tell us what is wrong or missing and how it should read. It costs nothing.</p>
      <p>
        One of us compares it with what we hold. A name, an address, a telephone number or a bank account is
        changed only after we have written to the addresses that we have for you, so that nobody else can take
        over your account.
      </p>
      <Form {...facts.form}>
        <CorrectionPoints values={values} errors={errors} />
        <RelationFields values={values} errors={errors} />
        <ContactFields
          values={values}
          errors={errors}
          places={facts.places ?? placeGroups}
          hint="More points, or which account or order you mean. No passwords or card numbers, please."
        />
        <button type="submit">Send my request</button>
        <p class="hint">We use what you write here only to answer your request.</p>
      </Form>
    </Layout>
  );
}
