import type { Right } from '../../domain/rights';
import { placeGroups } from '../../words/places';
import { offeredRights, rightLabels } from '../../words/right-labels';
import { CorrectionPoints } from '../form/correction-points';
import {
  EmailField,
  MessageField,
  NameField,
  PlaceField,
  RelationFields,
  WantsField,
} from '../form/request-fields';
import { type RightQuestionGroup, RightQuestions } from '../form/right-questions';
import { SelectField } from '../parts/form-choices';
import {
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
import { StaffNav, type StaffNavFacts } from './staff-nav';

/**
 * A request that came another way. Posts `right`, `forWhom`, `relation`, `channel` (post | phone | mail |
 * in-person), `receivedOn` (plain date), `receivedTime` (optional, HH:MM),
 * `email`, `postal` (where else they are reached; needed without an address), `name`, `place`, `message`,
 * `about`, `known` (why staff know who it is; optional), and what the public
 * forms ask for one right alone: `wants`, the names of its `questions`, and the points of a correction.
 */
export interface StaffEntryFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  readonly form: FormTarget;
  /** Zone in which the date of receipt is meant. */
  readonly zone: string;
  /**
   * Whether a law wants more proof before the data itself is shown, so that it matters whether the kinds of
   * data are enough.
   */
  readonly asksWhat?: boolean;
  /**
   * Whether the proof asked for depends on where the person lives, so that staff must name the place or say
   * that it is unknown (`place`: `not-said`).
   */
  readonly asksPlace?: boolean;
  /** Rights on offer. Default: all. */
  readonly rights?: readonly Right[];
  /** Questions that belong to one right. Default: none. */
  readonly questions?: readonly RightQuestionGroup[];
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

const CHANNELS = [
  { value: 'post', label: 'By letter' },
  { value: 'phone', label: 'By phone' },
  { value: 'mail', label: 'By e-mail' },
  { value: 'in-person', label: 'In person' },
];

interface WhatAndWhenProps {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
  readonly zone: string;
  readonly rights: readonly Right[];
}

function WhatAndWhen({ values, errors, zone, rights }: WhatAndWhenProps) {
  return (
    <fieldset>
      <legend>What came, and when</legend>
      <SelectField
        name="right"
        label="They want us to"
        empty="Choose"
        choices={rights.map((right) => ({ value: right, label: rightLabels(right).askedByThem }))}
        value={values.right}
        error={errors.right}
      />
      <SelectField
        name="channel"
        label="It came"
        empty="Choose"
        choices={CHANNELS}
        value={values.channel}
        error={errors.channel}
      />
      <TextField
        name="receivedOn"
        label="On which day did it arrive?"
        hint={`The day it reached any of you, not today. The clock starts then (${zone}).`}
        type="date"
        value={values.receivedOn}
        error={errors.receivedOn}
      />
      <TextField
        name="receivedTime"
        label="At what time? (optional)"
        hint="For instance 14:30."
        maxlength={5}
        value={values.receivedTime}
        error={errors.receivedTime}
      />
    </fieldset>
  );
}

/** The questions that belong to one right, as the public forms ask them. */
function RightSection({
  values,
  errors,
  rights,
  questions,
  asksWhat,
}: Omit<WhatAndWhenProps, 'zone'> & Required<Pick<StaffEntryFacts, 'questions' | 'asksWhat'>>) {
  return (
    <>
      {asksWhat && (
        <WantsField label="If they want to see their data: how much of it?" value={values.wants} />
      )}
      {rights.includes('rectification') && (
        <details open={hasPoint(values) || hasPoint(errors) || undefined}>
          <summary>For a correction: point by point, in their words</summary>
          <CorrectionPoints values={values} errors={errors} />
        </details>
      )}
      <RightQuestions groups={questions} values={values} errors={errors} />
    </>
  );
}

/** Whether a correction point was typed. The choice of what should happen is prefilled and does not count. */
function hasPoint(typed: FieldValues | FieldErrors): boolean {
  return Object.entries(typed).some(([name, text]) => /^(what|now|right|shows)-\d+$/.test(name) && text);
}

interface PersonProps {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
  readonly asksPlace: boolean;
}

function Person({ values, errors, asksPlace }: PersonProps) {
  const typed = { values, errors };
  return (
    <>
      <RelationFields {...typed} labels={PERSON_LABELS} />
      <EmailField {...typed} label="Their e-mail address, if they have one" hint="The answer goes there." />
      <TextBox
        name="postal"
        label="Postal address or telephone number (needed without an e-mail address)"
        hint="Then the desk writes letters for you to print and post."
        rows={3}
        maxlength={500}
        value={values.postal}
        error={errors.postal}
      />
      <NameField {...typed} />
      <PlaceField
        {...typed}
        label={asksPlace ? 'Where they live' : 'Where they live (optional)'}
        hint={
          asksPlace
            ? 'Laws differ in what they must prove before their data is shown. Needed when they want to see it.'
            : undefined
        }
        empty={asksPlace ? 'Choose' : 'Not known'}
        groups={placeGroups}
        first={asksPlace ? [NOT_SAID] : []}
      />
      <TextField
        name="about"
        label="Reference of what a complaint or an appeal is about (optional)"
        hint="As they gave it: DSR-…"
        maxlength={100}
        value={values.about}
        error={errors.about}
      />
      <MessageField
        {...typed}
        label="In their words"
        hint="Needed for a correction without points, an objection, a complaint or an appeal."
      />
    </>
  );
}

const PERSON_LABELS = { forWhom: 'For whom? (as they would tick it)', relation: 'How do they know us?' };

const NOT_SAID = {
  name: 'Nobody knows',
  choices: [{ value: 'not-said', label: 'They did not say, and nothing shows it' }],
};

/** The form with which staff enter a request that came another way, with its true date of receipt. */
export function StaffEntry(facts: StaffEntryFacts) {
  const { values = {}, errors = {}, rights = offeredRights, questions = [], asksWhat = false } = facts;
  const state = { values, errors };
  return (
    <Layout frame={facts} title="Enter a request" failed={hasErrors(errors)}>
      <h1>Enter a request</h1>
      <StaffNav {...facts.nav} />
      <ErrorSummary errors={errors} />
      <p>
        A request counts whichever way it comes: by letter, by phone, to any of you. Enter it here as soon as
        you have it.
      </p>
      <Form {...facts.form}>
        <WhatAndWhen {...state} zone={facts.zone} rights={rights} />
        <RightSection {...state} rights={rights} questions={questions} asksWhat={asksWhat} />
        <Person {...state} asksPlace={facts.asksPlace ?? false} />
        <TextBox
          name="known"
          label="I know who this is, because … (optional)"
          hint="Leave it empty if you are not sure: then we mail them a code."
          maxlength={1000}
          value={values.known}
          error={errors.known}
        />
        <button type="submit">Enter it</button>
      </Form>
    </Layout>
  );
}
