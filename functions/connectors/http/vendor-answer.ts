import type { FaultPlace } from '../../domain/store-examination';
import { type FieldValue, StoreRefusedError, StoreShapeError, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { atPath, isFilled } from './at-path';
import { filledText, type Values } from './fill-template';
import type { AnswerSign, Vendor, VendorCall } from './vendor';

interface Answered {
  readonly body: FieldValue | undefined;
  /** With which the call was made. */
  readonly values: Values;
  readonly place: FaultPlace;
}

/**
 * Holds an answer with a status of success against what the vendor's file says of its content: some vendors
 * refuse in an answer that looks like success.
 *
 * @throws StoreRefusedError where the answer says that it failed; StoreUnavailableError where it tells of an
 * error, or not of success; StoreShapeError where it lacks what it must hold
 */
export function assertSucceeded({ errorsAt }: Vendor, call: VendorCall, answered: Answered): void {
  const { body, place } = answered;
  if (errorsAt.some((path) => isFilled(atPath(body, path)))) throw inAnswer(place);
  if ((call.failsWhen ?? []).some((sign) => holds(sign, answered)))
    throw new StoreRefusedError('the vendor answers that it did not do it', {
      ...place,
      code: 'vendor-declines',
    });
  for (const sign of call.mustHold ?? []) assertHolds(sign, answered);
}

function assertHolds(sign: AnswerSign, answered: Answered): void {
  if (holds(sign, answered)) return;
  const { body, place } = answered;
  if (atPath(body, sign.at) !== undefined) throw inAnswer({ ...place, field: sign.at });
  throw new StoreShapeError('the answer of the vendor lacks what its file says it holds', {
    ...place,
    field: sign.at,
    code: 'no-rows-there',
  });
}

function holds(sign: AnswerSign, { body, values }: Answered): boolean {
  const value = atPath(body, sign.at);
  if ('isSet' in sign) return isFilled(value);
  const text = fieldText(value);
  return text !== undefined && sign.isOneOf.some((one) => filledText(one, values) === text);
}

function inAnswer(place: FaultPlace): StoreUnavailableError {
  return new StoreUnavailableError('the vendor answered with an error inside its answer', {
    ...place,
    code: 'error-in-answer',
  });
}
