import { MailQuotaError, TryAgainError } from '../domain/errors';
import { MailRefusal, type RefusalReason } from '../domain/mail-refusal';
import { statusOfThrown } from '../domain/thrown';
import { isTransient } from './is-transient';
import { knownErrorName } from './known-error-name';

/** Errors about the account, its identities, permissions or settings, not about the mail. */
const ofAccount = new Set([
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedAccess',
  'NotAuthorized',
  'OptInRequired',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationTokenException',
  'CredentialsProviderError',
  'InvalidEndpointException',
  'UnknownOperationException',
]);

/** Too many calls at once, or one that took too long: both pass by themselves. */
const passes = new Set(['TooManyRequestsException', 'RequestExpired', 'RequestAbortedException']);

/**
 * The meaning of an error of SES's SendEmail. {@link MailQuotaError}: the quota of the day is used up or the
 * account is paused, which lasts for hours and is not about the mail. {@link TryAgainError}: waiting helps,
 * for example after too high a rate. Otherwise a {@link MailRefusal}. `BadRequestException` comes for a
 * malformed address, since sender and text are the desk's own and checked. `MessageRejected` comes for an
 * identity that is not verified (in the sandbox, of any recipient), for a paused account, and for the
 * content.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * @see https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
export function sesErrorToFault(error: unknown): TryAgainError | MailRefusal {
  const { name = '', message = '' } = error as Partial<Error>;
  if (takesNoMore(name, message)) return new MailQuotaError('the mail service takes no more for now');
  if (mayPass(error, name)) return new TryAgainError('the mail service did not accept the mail');
  return new MailRefusal(reasonOf(name, message), knownErrorName(name));
}

function takesNoMore(name: string, message: string): boolean {
  if (name === 'SendingPausedException' || name === 'LimitExceededException') return true;
  return /daily (message|sending) quota/i.test(message);
}

function mayPass(error: unknown, name: string): boolean {
  const status = statusOfThrown(error);
  const isUnanswered = status === undefined && !ofAccount.has(name);
  return isUnanswered || status === 429 || passes.has(name) || isTransient(error);
}

function reasonOf(name: string, message: string): RefusalReason {
  if (ofAccount.has(name)) return 'account';
  if (name === 'MessageRejected')
    return /not verified|paused|suspended|shut down|disabled/i.test(message) ? 'account' : 'content';
  return name === 'RequestEntityTooLargeException' ||
    /content|too (long|large)|attachment|header/i.test(message)
    ? 'content'
    : 'address';
}
