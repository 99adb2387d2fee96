import { isReview, type Right } from '../../domain/rights';
import { choiceLabels } from '../../words/choice-labels';
import { type PlaceGroup, placeGroups } from '../../words/places';
import { offeredRights } from '../../words/right-labels';
import { type RightQuestion, rightsWithQuestions } from '../../words/right-questions';
import {
  type Choice,
  ChoiceField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { ContactFields, RelationFields, WantsField } from './request-fields';
import { ReviewedAnswerField, RightQuestions } from './right-questions';

/**
 * Posts `right`, `wants` (all | categories) if it is asked, `forWhom` (self | child | represented |
 * deceased), `relation` (customer | employee | other), `email`, and optionally `name`, `message`, `place`
 * (`DE`, `US-CA`, ..., `other`), `about` (a reference), the names of its `questions`, and whatever is in
 * `form.hidden` (the one-time form id).
 */
export interface RequestFormFacts extends PageFrame {
  readonly form: FormTarget;
  /** Rights on offer. Default: all. */
  readonly rights?: readonly Right[];
  /** Places on offer. Default: those whose laws are known. */
  readonly places?: readonly PlaceGroup[];
  /** Questions for the chosen right only. Default: none. */
  readonly questions?: readonly { readonly title: string; readonly questions: readonly RightQuestion[] }[];
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
  /**
   * Whether to ask those who want to see their data if the kinds are enough, because a law requires more
   * proof for the data itself.
   */
  readonly asksWhat?: boolean;
  /**
   * Whether the place decides how much proof is needed, so that it is required from those who want to see all
   * of their data.
   */
  readonly asksPlace?: boolean;
  /** Words like "one month" for the sentence on how long it takes. If absent, the sentence is left out. */
  readonly within?: string;
}

function rightChoices(rights: readonly Right[]): Choice[] {
  return rights.map((value) => ({
    value,
    label: choiceLabels[value].choice,
    hint: choiceLabels[value].hint,
  }));
}

const WANTS_HINTS = {
  all: 'You may have to prove more than your mailbox for it; we tell you how.',
  categories: 'Which they are, where they come from, why, and who gets them.',
};

/**
 * Links to the forms of rights that have questions of their own, which would make this form too long for all
 * others.
 */
function StepByStep({ rights, chosen }: { rights: readonly Right[]; chosen: string | undefined }) {
  const asked = [
    ...(rights.includes('rectification') ? [{ href: '/correct', right: 'rectification' as const }] : []),
    ...rightsWithQuestions
      .filter((right) => rights.includes(right) && right !== chosen)
      .map((right) => ({ href: `/?right=${right}`, right })),
  ];
  if (asked.length === 0) return null;
  return (
    <p>
      Step by step:{' '}
      {asked.map(({ href, right }, at) => (
        <>
          {at > 0 && ', '}
          <a href={href}>{choiceLabels[right].choice}</a>
        </>
      ))}
    </p>
  );
}

/** The form with which everything begins. It works without script, in a single request. */
export function RequestFormPage(facts: RequestFormFacts) {
  const { values = {}, errors = {}, within } = facts;
  return (
    <Layout frame={facts} title="Ask about your data" failed={hasErrors(errors)} slim>
      <h1>Ask about your data</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        You have rights over the data we hold on you. Tell us what you want; it costs nothing
        {within ? ` and we answer within ${within}` : ''}.
      </p>
      <StepByStep rights={facts.rights ?? offeredRights} chosen={values.right} />
      <Form {...facts.form}>
        <ChoiceField
          name="right"
          label="What do you want?"
          choices={rightChoices(facts.rights ?? offeredRights)}
          value={values.right}
          error={errors.right}
        />
        {facts.asksWhat && (
          <WantsField
            label="If you want to see your data: how much of it?"
            value={values.wants}
            hints={WANTS_HINTS}
          />
        )}
        {(facts.rights ?? offeredRights).some(isReview) && (
          <ReviewedAnswerField values={values} errors={errors} />
        )}
        <RightQuestions groups={facts.questions ?? []} values={values} errors={errors} open />
        <RelationFields values={values} errors={errors} />
        <ContactFields
          values={values}
          errors={errors}
          places={facts.places ?? placeGroups}
          asksPlace={facts.asksPlace ?? false}
        />
        <button type="submit">Send my request</button>
        <p class="hint">We use what you write here only to answer your request.</p>
      </Form>
    </Layout>
  );
}
