/**
 * The closed list of errors that state machines match by name. Each has a literal `name`, because a minifier
 * would mangle a derived one and Step Functions compares names.
 */

/** The request ended (withdrawn, closed) while a step was about to act: the execution ends quietly. */
export class RequestEndedError extends Error {
  override readonly name = 'RequestEndedError';
}

/** A store or service did not answer; the same call may succeed later. */
export class TryAgainError extends Error {
  override readonly name = 'TryAgainError';
}

/**
 * The mail service accepts no more for now: its daily quota is used up, or sending is paused for this
 * account. State machines treat it as any `TryAgainError`.
 */
export class MailQuotaError extends TryAgainError {}

/** The rules do not allow this now; `code` is one of the codes that the pages can explain. */
export class NotAllowedError extends Error {
  override readonly name = 'NotAllowedError';

  constructor(readonly code: string) {
    super(code);
  }
}

/** The register has no such request. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/** The key of the request was destroyed: its content can never be read again. */
export class ShreddedError extends Error {
  override readonly name = 'ShreddedError';
}

/**
 * An item of the inbox cannot be opened, or holds no form that this desk knows. A retry helps only after a
 * repair.
 */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';
}

export const errorNames = [
  'RequestEndedError',
  'TryAgainError',
  'NotAllowedError',
  'UnknownRequestError',
  'ShreddedError',
  'StoreUnavailableError',
  'StoreRefusedError',
  'StoreForbiddenError',
  'BlastRadiusError',
  'StoreShapeError',
  'StoredShapeError',
] as const;
