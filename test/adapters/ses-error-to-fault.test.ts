import { sesErrorToFault } from '../../functions/adapters/ses-error-to-fault';
import { MailQuotaError, TryAgainError } from '../../functions/domain/errors';

function ofSes(name: string, httpStatusCode: number | undefined, message = 'no mail for mia@example.com') {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

/** Every error that SES documents for SendEmail, and those that every call may end with. */
const answers: readonly [name: string, status: number | undefined, meaning: string, message?: string][] = [
  ['BadRequestException', 400, 'address', 'Missing final @domain'],
  ['BadRequestException', 400, 'content', 'Header Subject is too long'],
  ['InvalidParameterValue', 400, 'address', 'Local address contains control or whitespace'],
  ['ValidationException', 400, 'address'],
  ['MessageRejected', 400, 'content', 'Message contains a virus'],
  [
    'MessageRejected',
    400,
    'account',
    'Email address is not verified. The following identities failed the check',
  ],
  ['MessageRejected', 400, 'account', 'Sending paused for this account.'],
  ['MailFromDomainNotVerifiedException', 400, 'account'],
  ['AccountSuspendedException', 400, 'account'],
  ['SendingPausedException', 400, 'quota'],
  ['TooManyRequestsException', 429, 'quota', 'Daily sending quota exceeded'],
  ['NotFoundException', 404, 'account'],
  ['AccessDeniedException', 403, 'account'],
  ['UnrecognizedClientException', 403, 'account'],
  ['ExpiredTokenException', 403, 'account'],
  ['CredentialsProviderError', undefined, 'account'],
  ['RequestEntityTooLargeException', 413, 'content'],
  ['LimitExceededException', 400, 'quota'],
  ['TooManyRequestsException', 429, 'later'],
  ['ThrottlingException', 400, 'later'],
  ['ServiceUnavailable', 503, 'later'],
  ['InternalFailure', 500, 'later'],
  ['RequestExpired', 400, 'later'],
  ['TimeoutError', undefined, 'later'],
];

it.each(answers)('reads %s (%s) as %s', (...[name, status, meaning, message]) => {
  const read = sesErrorToFault(ofSes(name, status, message));
  const waits = read instanceof MailQuotaError ? 'quota' : 'later';
  expect(read instanceof TryAgainError ? waits : read.reason).toBe(meaning);
  expect(JSON.stringify(read) + String(read)).not.toContain('mia');
});
