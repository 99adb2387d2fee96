import type { FaultPlace } from '../../domain/store-examination';
import {
  type StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';

type ErrorKind = new (message: string, place?: FaultPlace) => StoreError;

/** What a status means that no call expects; the words and codes hold nothing of the vendor's answer. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorKind, string, string]>> = {
  401: [StoreUnavailableError, 'token-refused', 'the vendor no longer takes the credentials'],
  403: [StoreForbiddenError, 'scope-missing', 'the credentials may not do this'],
  404: [StoreShapeError, 'no-such-address', 'the vendor knows no such address'],
  408: [StoreUnavailableError, 'timeout', 'the vendor gave up waiting'],
  410: [StoreShapeError, 'no-such-address', 'the vendor has taken this address away'],
  429: [StoreUnavailableError, 'too-many-calls', 'the vendor asks for fewer calls'],
};

/** The error for an answer that is not what a call expects. */
export function statusError(status: number, place: FaultPlace): StoreError {
  const known = BY_STATUS[status];
  if (known !== undefined) {
    const [Kind, code, words] = known;
    return new Kind(words, { ...place, code });
  }
  const code = `HTTP ${status}`;
  if (status >= 500)
    return new StoreUnavailableError('the vendor has a fault of its own', { ...place, code });
  return new StoreRefusedError('the vendor refused the call', { ...place, code });
}
