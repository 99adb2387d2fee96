import { Temporal } from 'temporal-polyfill';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { civilDateOf } from '../../domain/due-dates';
import type { Outcome } from '../../domain/events';
import { isReview, type Right } from '../../domain/rights';
import type { FieldErrors } from '../../pages/form-parts';
import { type CaseField, caseFields, decisionResults } from '../../pages/words/case-fields';
import { dateWords } from '../../pages/words/date-words';
import type { Fields } from '../form-fields';
import { groundsOf } from './decide/refuse';
import { isPlainDate } from './plain-date';
import { mayCarryOn, reviewedBy } from './review-case';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';
import { staffText } from './staff-text';

/** How staff say that a request ended, checked. */
export interface CaseOutcome {
  readonly outcome: Outcome;
  /** For the person: what was done, in sentences of our own and then theirs. */
  readonly text: string;
  readonly ground?: string;
  /** What is to follow, as a request of its own. */
  readonly carryOn?: { readonly right: Right; readonly proofOf: DataSubjectRequest };
  /** Plain date. */
  readonly lookAgainOn?: string;
  /** What is only stored from now on. */
  readonly restricted?: string;
}

const outcomes: readonly Outcome[] = [
  'fulfilled',
  'partly-fulfilled',
  'refused',
  'nothing-found',
  'unverified',
];

/** Longest answer that staff write for the person, in characters, and longest of the other texts. */
const LONGEST_ANSWER = 4_000;
const LONGEST_PART = 1_000;

/** What was posted, or what is wrong with it by field. */
export async function readOutcome(
  deps: StaffDeps,
  { request }: StaffPage,
  fields: Fields,
): Promise<CaseOutcome | { readonly errors: FieldErrors }> {
  const { right } = request;
  const about = await reviewedBy(deps, request);
  const possible = isReview(right) ? outcomes.slice(0, 3) : outcomes;
  const outcome = possible.find((o) => o === fields.outcome);
  const answer = staffText(fields, 'answer', LONGEST_ANSWER);
  const ground = groundsOf(deps, request).find((g) => g.id === fields.ground);
  const asked = caseFields(right, about !== undefined && mayCarryOn(about));
  const parts = readParts(deps, asked, outcome, fields);
  const wrong: FieldErrors = {
    ...(outcome ? {} : { outcome: 'Say how it ended.' }),
    ...('problem' in answer ? { answer: answer.problem } : {}),
    ...(outcome === 'refused' && !ground && !isReview(right)
      ? { ground: 'A refusal needs a ground in the law.' }
      : {}),
    ...parts.errors,
  };
  if (!outcome || 'problem' in answer || Object.values(wrong).some(Boolean)) return { errors: wrong };
  const follows = followOf(request, about, outcome, parts.values.follow);
  const said = isReview(right) ? [] : sentencesOf(right, outcome, parts.values);
  return {
    outcome,
    text: [...said, answer.text].join('\n\n'),
    ...(ground ? { ground: ground.id } : {}),
    ...(follows ? { carryOn: follows } : {}),
    ...(right === 'restriction' && parts.values.lookAgainOn
      ? { lookAgainOn: parts.values.lookAgainOn, restricted: parts.values.what ?? '' }
      : {}),
  };
}

function readParts(
  deps: StaffDeps,
  asked: readonly CaseField[],
  outcome: Outcome | undefined,
  fields: Fields,
) {
  const errors: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const field of asked.filter(({ neededFor }) => outcome && neededFor.includes(outcome))) {
    const read = readPart(deps, field, fields);
    if ('problem' in read) errors[field.name] = read.problem;
    else values[field.name] = read.text;
  }
  return { errors, values };
}

function readPart(deps: StaffDeps, { name, kind }: CaseField, fields: Fields): ReturnType<typeof staffText> {
  const value = fields[name]?.trim() ?? '';
  if (typeof kind === 'object')
    return Object.hasOwn(kind, value) ? { text: value } : { problem: 'Choose one of these.' };
  if (kind !== 'date') return staffText(fields, name, LONGEST_PART);
  if (!isPlainDate(value)) return { problem: 'Give the day.' };
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  if (name === 'since' && value > today)
    return { problem: 'This day has not come yet: say since when it is done.' };
  const late = Temporal.PlainDate.from(today).add({ years: 1 }).toString();
  if (name !== 'since' && (value <= today || value > late))
    return { problem: 'Give a day after today, within a year.' };
  return { text: value };
}

function followOf(
  request: DataSubjectRequest,
  about: DataSubjectRequest | undefined,
  outcome: Outcome,
  follow: string | undefined,
): CaseOutcome['carryOn'] {
  if (outcome === 'refused') return undefined;
  if (follow === 'anew' && about) return { right: about.right, proofOf: about };
  if (request.right !== 'objection') return undefined;
  const rights: Readonly<Record<string, Right>> = { 'opt-out': 'marketing-objection', erase: 'erasure' };
  const right = rights[follow ?? ''];
  return right && { right, proofOf: request };
}

/** What was done, in sentences that the person reads before the answer of staff. */
function sentencesOf(right: Right, outcome: Outcome, values: Fields): string[] {
  const { use = '', since = '', weighed, what = '', decision = '', inputs, counted, result = '' } = values;
  if (right === 'objection' && since)
    return [`We have not used your data for this since ${dateWords(since)}: ${use}`];
  if (right === 'objection' && weighed)
    return [`We go on using your data for this: ${use}`, `We weighed what you told us. ${weighed}`];
  if (right === 'restriction' && since)
    return [
      `Since ${dateWords(since)} we only store this: ${what}`,
      'We use it for nothing else, except with your consent, for legal claims, or to protect the rights of somebody else. Before this ends we tell you.',
    ];
  if (right === 'automated-decision-review' && inputs)
    return [
      `A person looked at this decision: ${decision}`,
      ...(outcome === 'refused' ? [] : [`${decisionResults[result as 'kept'] ?? 'It was looked at again'}.`]),
      `It went by: ${inputs}`,
      `What counted most, and what would have led to another result: ${counted ?? ''}`,
    ];
  return [];
}
