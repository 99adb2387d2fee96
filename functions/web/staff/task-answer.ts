import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { isPlainDate } from './plain-date';
import { readPastDay, readPromisedDay } from './promised-days';
import type { StaffDeps } from './staff-deps';
import { readStaffText } from './staff-text';

type Task = EventData['task-asked'];

const TWENTY_MEGABYTES = 20_000_000;

/** Maximum size of all files of one answer together, in bytes. */
export function largestUpload(deps: Pick<StaffDeps, 'largestUpload'>): number {
  return deps.largestUpload ?? TWENTY_MEGABYTES;
}

export interface Answer {
  readonly answer: EventData['task-answered']['answer'];
  readonly files: readonly File[];
  readonly ground?: string;
  readonly until?: string;
  /** For `submitted`, as in the event (plain dates). */
  readonly askedOn?: string;
  readonly confirmBy?: string;
  /** Kinds of data that are held there and may only be named, in the words of the law. */
  readonly named?: readonly string[];
}

/** Maximum length of the reason why something must be kept, in characters. */
const MAX_GROUND_LENGTH = 500;

/** The form as it was sent. */
interface Sent {
  readonly fields: Fields;
  readonly files: readonly File[];
  readonly named: readonly string[];
}

/** What staff sent as the answer to a task, checked: what to record, or an error for each field. */
export function checkAnswer(
  deps: StaffDeps,
  { kind }: Task,
  { fields, files, named }: Sent,
  received: Pick<DataSubjectRequest['received'], 'receivedAt' | 'zone'>,
): Answer | { readonly errors: FieldErrors } {
  const { answer } = fields;
  if (answer === 'nothing-held' && files.length > 0)
    return { errors: { files: 'You say that nothing is held, but you added files. Please choose one.' } };
  if (answer === 'nothing-held' && named.length > 0)
    return {
      errors: { answer: 'You say that nothing is held, but you ticked something. Please choose one.' },
    };
  if (answer === 'nothing-held') return { answer, files: [] };
  if (answer === 'done')
    return kind === 'manual-access' ? checkFiles(deps, files, named) : { answer, files: [] };
  if (answer === 'submitted' && kind === 'manual-erasure') return checkSubmitted(deps, fields, received);
  if (answer === 'kept' && kind !== 'manual-access' && kind !== 'manual-correction') return checkKept(fields);
  return { errors: { answer: 'Choose your answer.' } };
}

function checkFiles(
  deps: StaffDeps,
  files: readonly File[],
  named: readonly string[],
): Answer | { readonly errors: FieldErrors } {
  if (files.length + named.length === 0)
    return { errors: { files: 'Add what you found as one or more files.' } };
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes > largestUpload(deps)) return { errors: { files: tooLargeWords(deps) } };
  return { answer: 'done', files, ...(named.length > 0 ? { named } : {}) };
}

function checkKept(fields: Fields): Answer | { readonly errors: FieldErrors } {
  const ground = readStaffText(fields, 'ground', MAX_GROUND_LENGTH);
  const { until = '' } = fields;
  const untilRight = isPlainDate(until);
  if ('problem' in ground || !untilRight) {
    return {
      errors: {
        ...('problem' in ground ? { ground: 'Say why it must be kept, in up to 500 characters.' } : {}),
        ...(untilRight ? {} : { until: 'Give the last day, like 2034-12-31.' }),
      },
    };
  }
  return { answer: 'kept', files: [], ground: ground.text, until };
}

function checkSubmitted(
  deps: Pick<StaffDeps, 'clock'>,
  fields: Fields,
  { receivedAt, zone }: Pick<DataSubjectRequest['received'], 'receivedAt' | 'zone'>,
): Answer | { readonly errors: FieldErrors } {
  const today = { clock: deps.clock, zone };
  const since = { day: civilDateOf(receivedAt, zone).toString(), what: 'the day of the request' };
  const asked = readPastDay(today, fields.askedOn, since);
  const promised = readPromisedDay(today, fields.confirmBy);
  if ('problem' in asked || 'problem' in promised) {
    return {
      errors: {
        ...('problem' in asked ? { askedOn: asked.problem } : {}),
        ...('problem' in promised ? { confirmBy: promised.problem } : {}),
      },
    };
  }
  return { answer: 'submitted', files: [], askedOn: asked.day, confirmBy: promised.day };
}

/** The error of files that are too large together. */
export function tooLargeWords(deps: StaffDeps): string {
  return `The files are larger than ${sizeWords(largestUpload(deps))} together. Send fewer, or smaller ones.`;
}

/** A size in whole megabytes, as the page says it. */
export function sizeWords(bytes: number): string {
  return `${Math.floor(bytes / 1_000_000)} MB`;
}
