import { dateText } from '../../words/date-text';
import { inSentence } from '../../words/in-sentence';
import {
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type ContestedShown, whoseChoices, whoseQuestion } from './decide/decision-contested';
import { type SearchedFor, SearchedForList } from './searched-for-view';
import { SettleQuestions } from './settle-form';
import { type Confirmation, TotpFields } from './totp-fields';

/**
 * Records of an approved copy for which it could not be said whose they are. Posts `whose-0`, `whose-1`, ...
 * in the order of `groups`, and `code` or `totp`.
 */
export interface ContestedTaskFacts extends PageFrame {
  readonly nickname: string;
  /** Words for the store: "the shop's database". */
  readonly store: string;
  /**
   * `saidBy`: names of those who have said that the records are this person's, where another person must say
   * so too.
   */
  readonly groups: readonly (ContestedShown & { readonly saidBy?: readonly string[] })[];
  readonly identifiers: readonly SearchedFor[];
  /** Plain date. */
  readonly dueOn: string;
  readonly form: FormTarget;
  readonly confirmation: Confirmation;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

/** The task page. The copy waits until staff say whose these records are. */
export function ContestedTask(facts: ContestedTaskFacts) {
  const { errors = {}, values = {} } = facts;
  const title = `Find out whose records these are in ${inSentence(facts.store)}`;
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        For request {facts.nickname}. Please answer by <b>{dateText(facts.dueOn, facts.lang)}</b>.
      </p>
      <p>
        These records name this person and somebody else. The copy is approved, and waits for your answer.
        What is this person’s goes into it; they are told that the rest is somebody else’s. If nobody answers
        in time, the copy goes out without these records, and the person is told that nobody could find out
        whose they are.
      </p>
      <div class="card">
        <h2>Look for</h2>
        <SearchedForList identifiers={facts.identifiers} />
      </div>
      {facts.groups.map(({ where, saidBy = [] }) =>
        saidBy.length > 0 ? (
          <p>
            {where}: {saidBy.join(' and ')} said that it is this person’s. Somebody else has to say the same.
          </p>
        ) : null,
      )}
      <Form {...facts.form}>
        <SettleQuestions
          name="whose"
          questions={facts.groups.map((group, at) => ({
            ...whoseQuestion(group),
            says: values[`whose-${at}`],
          }))}
          choices={whoseChoices}
          errors={errors}
        />
        <TotpFields
          confirmation={facts.confirmation}
          idPrefix="whose"
          error={errors['whose-code'] ?? errors['whose-totp']}
        />
        <button type="submit">Save my answer</button>
      </Form>
    </Layout>
  );
}
