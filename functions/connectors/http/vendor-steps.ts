import { StoreForbiddenError, StoreRefusedError, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { atPath } from './at-path';
import type { VendorStep, VendorUntil } from './vendor';
import type { VendorRecord } from './vendor-record';
import { type CallDetails, idempotencyKey, type VendorAnswer, type VendorSession } from './vendor-session';

/** How often and how long a step waits for its vendor within one call. Milliseconds. */
const MOST_LOOKS = 15;
const BETWEEN_LOOKS = 2_000;

export interface StepsToTake {
  readonly record: VendorRecord;
  readonly steps: readonly VendorStep[];
  /** Whose call this is, in every repetition. */
  readonly storeId: string;
  /** Names the attempt: a vendor that knows it answers with what it answered first. */
  readonly attempt: string;
  readonly members?: string;
  /** Hears that the steps failed when the vendor may have acted on one of them. */
  readonly onUnsure?: () => void;
}

/** What came of the steps. `absent`: the vendor knows no such row any more. */
export interface StepsTaken {
  readonly outcome: 'done' | 'absent';
  /** What the answers gave for later calls, such as the number of a job. */
  readonly kept: Readonly<Record<string, string>>;
}

/**
 * Takes the steps one after the other.
 *
 * @throws StoreUnavailableError while the vendor is not ready for the next step: a repetition of the same
 * attempt goes on from there, since it sends the same idempotency keys
 */
export async function takeSteps(session: VendorSession, todo: StepsToTake): Promise<StepsTaken> {
  const kept: Record<string, string> = {};
  let hasActed = false;
  for (const [nth, step] of todo.steps.entries()) {
    const acts = step.method !== 'GET' && !step.prepares;
    const outcome = await takeStep(session, { ...todo, step, nth, kept }).catch((error: unknown) => {
      if (hasActed || (acts && !wasRefused(error))) todo.onUnsure?.();
      throw error;
    });
    hasActed ||= acts;
    if (outcome === 'absent') return { outcome, kept };
    if (outcome === 'over') break;
  }
  return { outcome: 'done', kept };
}

/** The vendor answered that it did not do it. */
function wasRefused(error: unknown): boolean {
  if (error instanceof StoreRefusedError || error instanceof StoreForbiddenError) return true;
  const { code = '' } = error instanceof StoreUnavailableError ? error.place : {};
  return code === 'token-refused' || code === 'too-many-calls';
}

interface OneStep extends StepsToTake {
  readonly step: VendorStep;
  readonly nth: number;
  /** What earlier answers gave for later calls. */
  readonly kept: Record<string, string>;
}

async function takeStep(session: VendorSession, one: OneStep): Promise<'on' | 'over' | 'absent'> {
  const { step, kept, record } = one;
  for (let look = 1; ; look += 1) {
    const answer = await send(session, one);
    if (isAbsent(step, answer)) return 'absent';
    for (const [name, at] of Object.entries(step.keep)) kept[name] = textAt(one, answer, at);
    if (step.until === undefined) return 'on';
    const state = stateOf(step.until, textAt(one, answer, step.until.at));
    if (state !== 'waiting') return refuseFailure(state, record);
    if (look >= MOST_LOOKS)
      throw new StoreUnavailableError('the vendor is not ready for the next step of an erasure yet', {
        collection: record.collection.name,
        code: 'not-ready',
      });
    await session.wait(BETWEEN_LOOKS);
  }
}

async function send(session: VendorSession, one: OneStep): Promise<VendorAnswer> {
  const { step, record, kept, nth, storeId, attempt, members } = one;
  const { collection, key } = record;
  const header = step.idempotencyHeader?.toLowerCase();
  const name = idempotencyKey(
    storeId,
    attempt,
    collection.name,
    JSON.stringify(Object.entries(key).sort()),
    String(nth),
  );
  const details: CallDetails = {
    values: { ...key, ...kept },
    place: { collection: collection.name },
    expect: [...step.expect, 404, 410, ...(step.absentAt ?? [])],
    ...(header === undefined ? {} : { headers: { [header]: name } }),
    ...(members === undefined ? {} : { members }),
  };
  const answer = await session.call(step, details);
  const isStrange = step.expect.length > 0 && answer.status < 300 && !step.expect.includes(answer.status);
  if (!isStrange) return answer;
  throw new StoreUnavailableError('the vendor answered a step otherwise than its file says', {
    collection: collection.name,
    code: `HTTP ${answer.status}`,
  });
}

function isAbsent({ expect, absentAt = [] }: VendorStep, { status }: VendorAnswer): boolean {
  return [404, 410, ...absentAt].includes(status) && !expect.includes(status);
}

function textAt({ record }: OneStep, { body }: VendorAnswer, at: string): string {
  const text = fieldText(atPath(body, at));
  if (text !== undefined) return text;
  throw new StoreUnavailableError('the answer to a step lacks what the next one needs', {
    collection: record.collection.name,
    field: at,
    code: 'no-rows-there',
  });
}

type State = 'on' | 'over' | 'failed' | 'waiting';

function stateOf({ values, over, failed }: VendorUntil, text: string): State {
  if (values.includes(text)) return 'on';
  if (over.includes(text)) return 'over';
  return failed.includes(text) ? 'failed' : 'waiting';
}

function refuseFailure(state: Exclude<State, 'waiting'>, { collection }: VendorRecord): 'on' | 'over' {
  if (state !== 'failed') return state;
  throw new StoreRefusedError('the vendor says that it cannot erase this', {
    collection: collection.name,
    code: 'vendor-declines',
  });
}
