import { Temporal } from 'temporal-polyfill';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { Outcome } from '../../domain/event-facts';
import { isForAnother } from '../../domain/hand-over-reason';
import { optOutStores } from '../../domain/opt-out-searches';
import { markStores } from '../../domain/restriction-marks';
import { isReview, type Right } from '../../domain/rights';
import { storeTitle } from '../../domain/store-title';
import {
  type CaseField,
  caseFields,
  decisionResults,
  type MarkableStores,
  optOutsAfterObjection,
} from '../../words/case-fields';
import { dateText } from '../../words/date-text';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { findOriginalRequest, reopenOption } from './complaint-review';
import { isPlainDate } from './plain-date';
import type { StaffDeps } from './staff-deps';
import { readStaffText } from './staff-text';

/** What staff must fill in beside the outcome and their answer, checked. */
export interface CaseParts {
  /** What was done, in the desk's own sentences, placed before staff's answer. */
  readonly said: readonly string[];
  /** A further request that this outcome opens. */
  readonly carryOn?: { readonly right: Right; readonly proofOf: DataSubjectRequest };
  /** Plain date, what is only stored until then, and whether the desk marks the records. */
  readonly restricted?: { readonly lookAgainOn: string; readonly what: string; readonly mark?: true };
}

/**
 * Where records can be marked as restricted, in words. For a request on behalf of somebody else a person
 * marks them: the desk knows only the address of the agent.
 */
export function markPlaces(
  { map }: Pick<StaffDeps, 'map'>,
  { received }: Pick<DataSubjectRequest, 'received'>,
): MarkableStores {
  const { automatic, manual } = markStores(map);
  const titles = (ids: readonly string[]) => ids.map((storeId) => storeTitle(map, storeId));
  return isForAnother(received)
    ? { automatic: [], manual: titles([...automatic, ...manual]) }
    : { automatic: titles(automatic), manual: titles(manual) };
}

/**
 * Opt-outs that may follow from an objection: those for which the data map names a field; none for a request
 * on behalf of somebody else.
 */
export function optOutsOf(
  { map }: Pick<StaffDeps, 'map'>,
  { received }: Pick<DataSubjectRequest, 'received'>,
): Right[] {
  if (isForAnother(received)) return [];
  return optOutsAfterObjection.filter((right) => {
    const { automatic, manual } = optOutStores(map, right);
    return automatic.length + manual.length > 0;
  });
}

/** Maximum length of a text, in characters. */
const LONGEST_PART = 1_000;

const ABOUT_CHANGED =
  'What this is about has changed since you opened the page. Open it again, and say what follows.';

/**
 * What was posted beside the outcome, or what is wrong with it by field. Nothing is required before an
 * outcome is chosen.
 */
export async function readParts(
  deps: StaffDeps,
  request: DataSubjectRequest,
  { outcome, fields }: { readonly outcome: Outcome | undefined; readonly fields: Fields },
): Promise<CaseParts | { readonly errors: FieldErrors }> {
  const { right } = request;
  const about = await findOriginalRequest(deps, request);
  const { carryOn } = await reopenOption(deps, request, about);
  const asked = caseFields(right, carryOn, markPlaces(deps, request), optOutsOf(deps, request));
  const { errors, values } = readEach(deps, asked, outcome, fields);
  if (isReview(right) && asked.length === 0 && fields.follow === 'anew') errors.outcome = ABOUT_CHANGED;
  if (!outcome || Object.keys(errors).length > 0) return { errors };
  const follows = followOf(request, about, outcome, values.follow);
  const { lookAgainOn, what = '' } = values;
  return {
    said: isReview(right) ? [] : sentencesOf(right, outcome, values),
    ...(follows ? { carryOn: follows } : {}),
    ...(right === 'restriction' && lookAgainOn
      ? { restricted: { lookAgainOn, what, ...(values.mark === 'yes' ? { mark: true as const } : {}) } }
      : {}),
  };
}

function readEach(
  deps: StaffDeps,
  asked: readonly CaseField[],
  outcome: Outcome | undefined,
  fields: Fields,
) {
  const errors: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const field of asked.filter((one) => outcome && isNeeded(one, outcome, fields))) {
    const read = readPart(deps, field, fields);
    if ('problem' in read) errors[field.name] = read.problem;
    else values[field.name] = read.text;
  }
  return { errors, values };
}

/**
 * Whether a field must be filled in. Only a compelling ground is weighed against what the person said; where
 * the right does not reach that far, there is nothing to weigh.
 */
function isNeeded({ name, neededFor }: CaseField, outcome: Outcome, fields: Fields): boolean {
  if (!neededFor.includes(outcome)) return false;
  const grounds = Object.entries(fields).filter(([field]) => field.startsWith('ground'));
  return name !== 'weighed' || grounds.some(([, value]) => /compelling/.test(value));
}

function readPart(
  deps: StaffDeps,
  { name, kind }: CaseField,
  fields: Fields,
): ReturnType<typeof readStaffText> {
  const value = fields[name]?.trim() ?? '';
  if (typeof kind === 'object')
    return Object.hasOwn(kind, value) ? { text: value } : { problem: 'Choose one of these.' };
  if (kind !== 'date') return readStaffText(fields, name, LONGEST_PART);
  if (!isPlainDate(value)) return { problem: 'Give the day.' };
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  if (name === 'since' && value > today)
    return { problem: 'This day has not come yet: say since when it has been done.' };
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
): CaseParts['carryOn'] {
  if (outcome === 'refused') return undefined;
  if (follow === 'anew' && about) return { right: about.right, proofOf: about };
  if (request.right !== 'objection') return undefined;
  const right = follow === 'erase' ? 'erasure' : optOutsAfterObjection.find((one) => one === follow);
  return right && { right, proofOf: request };
}

/** What was done, in sentences that the person reads before staff's answer. */
function sentencesOf(right: Right, outcome: Outcome, values: Fields): string[] {
  const { use = '', since = '', weighed, what = '', decision = '', inputs, counted, result = '' } = values;
  if (right === 'objection' && since)
    return [`We have not used your data for this since ${dateText(since)}: ${use}`];
  if (right === 'objection' && weighed)
    return [`We continue to use your data for this: ${use}`, `We weighed what you told us. ${weighed}`];
  if (right === 'restriction' && since)
    return [
      `Since ${dateText(since)} we only store this: ${what}`,
      'We use it for nothing else, except with your consent, for legal claims, or to protect the rights of somebody else. Before this ends we tell you.',
    ];
  if (right === 'automated-decision-review' && inputs)
    return [
      `A person looked at this decision: ${decision}`,
      ...(outcome === 'refused' ? [] : [`${decisionResults[result as 'kept'] ?? 'It was looked at again'}.`]),
      `It was based on: ${inputs}`,
      `What counted most, and what would have led to another result: ${counted ?? ''}`,
    ];
  return [];
}
