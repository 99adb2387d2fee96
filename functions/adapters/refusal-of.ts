import { MailQuotaError, TryAgainError } from '../domain/errors';
import { MailRefusal, type RefusalReason } from '../domain/mail-refusal';
import { isPassing } from './is-passing';
import { knownErrorName } from './known-error-name';

/**
 * Errors that say something of the account, its identities, its rights or its settings, and nothing of the
 * mail.
 */
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

/** Too many calls came at once, or one took too long: both end by themselves. */
const passes = new Set(['TooManyRequestsException', 'RequestExpired', 'RequestAbortedException']);

/**
 * What an error of SES's SendEmail means: {@link MailQuotaError} where the quota of a day is used up or the
 * account is paused, which lasts for hours and says nothing of the
 * mail; {@link TryAgainError} where waiting helps, a rate that is too high among it; else a {@link
 * MailRefusal}. `BadRequestException` comes for an address that is malformed:
 * the sender and the words of a mail are the desk's own, and checked. `MessageRejected` is for an identity
 * that is not verified (the sandbox's refusal of every
 * recipient among them), for a paused account, or for the content.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * @see https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
export function refusalOf(error: unknown): TryAgainError | MailRefusal {
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
  const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
  const isUnanswered = status === undefined && !ofAccount.has(name);
  return isUnanswered || status === 429 || passes.has(name) || isPassing(error);
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
