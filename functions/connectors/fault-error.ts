import type { FaultKind, FaultPlace, StoreFault } from '../domain/store-examination';
import {
  BlastRadiusError,
  type StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from './connector';

const ERRORS_BY_KIND: Readonly<Record<FaultKind, new (message: string, place?: FaultPlace) => StoreError>> = {
  'no-answer': StoreUnavailableError,
  refused: StoreRefusedError,
  forbidden: StoreForbiddenError,
  misfit: StoreShapeError,
  'beyond-approval': BlastRadiusError,
};

/** The error that a store's function met, on this side of the call. */
export function faultError(storeId: string, { kind, place }: StoreFault): StoreError {
  const error = new ERRORS_BY_KIND[kind](`the store ${storeId} answered ${kind}`, place);
  error.isTold = true;
  return error;
}
