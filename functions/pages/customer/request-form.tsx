import { isReview, type Right } from '../../domain/rights';
import { choicesOf, SelectField } from '../form-choices';
import {
  type Choice,
  ChoiceField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
  TextField,
} from '../form-parts';
import { Layout, type PageFrame } from '../layout';
import { choiceWords } from '../words/choice-words';
import { type PlaceGroup, placeGroups } from '../words/places';
import { questionedRights, type RightQuestion } from '../words/right-questions';
import { forWhomWords, offeredRights, relationWords } from '../words/right-words';
import { AboutField, RightQuestions } from './right-questions';

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
    label: choiceWords[value].choice,
    hint: choiceWords[value].hint,
  }));
}

/** Only for those who want to see their data; others leave it as it is. */
function Wants({ values }: { values: FieldValues }) {
  return (
    <ChoiceField
      name="wants"
      label="If you want to see your data: how much of it?"
      choices={[
        {
          value: 'all',
          label: 'The kinds of data, and the data itself',
          hint: 'You may have to prove more than your mailbox for it; we tell you how.',
        },
        {
          value: 'categories',
          label: 'Only the kinds of data',
          hint: 'Which they are, where they come from, why, and who gets them.',
        },
      ]}
      value={values.wants ?? 'all'}
    />
  );
}

const MESSAGE_HINT =
  'Needed for a correction, an objection, a complaint, an appeal, or where the choice above says so. Else leave it empty, or say which account or order you mean. No passwords or card numbers.';

/**
 * Links to the forms of rights that have questions of their own, which would make this form too long for all
 * others.
 */
function StepByStep({ rights, chosen }: { rights: readonly Right[]; chosen: string | undefined }) {
  const asked = [
    ...(rights.includes('rectification') ? [{ href: '/correct', right: 'rectification' as const }] : []),
    ...questionedRights
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
          <a href={href}>{choiceWords[right].choice}</a>
        </>
      ))}
    </p>
  );
}

/** Whom the request is for, and how they know the controller. */
export function AboutYou({ values, errors }: { values: FieldValues; errors: FieldErrors }) {
  return (
    <>
      <ChoiceField
        name="forWhom"
        label="Who is it for?"
        choices={choicesOf(forWhomWords)}
        value={values.forWhom ?? 'self'}
        error={errors.forWhom}
      />
      <ChoiceField
        name="relation"
        label="How do you (or they) know us?"
        choices={choicesOf(relationWords)}
        value={values.relation ?? 'customer'}
        error={errors.relation}
      />
    </>
  );
}

/** How to reach the requester, and a field for anything else. */
export function Contact({
  values,
  errors,
  places,
  hint = MESSAGE_HINT,
  asksPlace = false,
}: {
  values: FieldValues;
  errors: FieldErrors;
  places: readonly PlaceGroup[];
  /** Hint of the message field. */
  hint?: string;
  asksPlace?: boolean;
}) {
  return (
    <fieldset>
      <legend>How do we reach you?</legend>
      <TextField
        name="email"
        label="E-mail address"
        hint="The one you use with us, if you can. We send a code there."
        type="email"
        autocomplete="email"
        maxlength={254}
        value={values.email}
        error={errors.email}
      />
      <TextField
        name="name"
        label="Name (optional)"
        autocomplete="name"
        maxlength={200}
        value={values.name}
        error={errors.name}
      />
      <SelectField
        name="place"
        label={asksPlace ? 'Where do you live?' : 'Where do you live? (optional)'}
        hint={
          asksPlace
            ? 'Needed if you want to see your data itself, since laws differ in what you must prove for it. Else optional.'
            : 'So that we follow the law that protects you.'
        }
        empty="I would rather not say"
        groups={places.map(({ name, places: list }) => ({
          name,
          choices: list.map(({ code, name: label }) => ({ value: code, label })),
        }))}
        value={values.place}
        error={errors.place}
      />
      <TextBox
        name="message"
        label="Anything we should know?"
        hint={hint}
        maxlength={4000}
        value={values.message}
        error={errors.message}
      />
    </fieldset>
  );
}

/** The form with which everything begins. It works without script, in a single request. */
export function RequestForm(facts: RequestFormFacts) {
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
        {facts.asksWhat && <Wants values={values} />}
        {(facts.rights ?? offeredRights).some(isReview) && <AboutField values={values} errors={errors} />}
        <RightQuestions groups={facts.questions ?? []} values={values} errors={errors} open />
        <AboutYou values={values} errors={errors} />
        <Contact
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
