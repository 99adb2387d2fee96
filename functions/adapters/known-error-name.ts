/** Names of our own errors, of JavaScript, of the network and of the database driver. */
const ours = `
  AbortError AggregateError BlastRadiusError BrokenContent CalendarRangeError DOMException DataMapError
  DatabaseError DeadlineCaseError DeskFileError DeskKeyMissingError EAI_AGAIN ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH
  ENOTFOUND EPIPE ETIMEDOUT Error EvalError IncompleteMailError KeyFormError LineTooLong
  MailQuotaError MailRefusal
  MissingEnvironmentError NoPlace NoRecords NotAllowedError RangeError ReferenceError RequestEndedError RuleOverrideError
  ShreddedError StoredShapeError StoreError StoreForbiddenError StoreRefusedError StoreShapeError StoreUnavailableError
  SyntaxError SystemError TimeoutError TryAgainError TypeError URIError UnknownRequestError UnnamedError VendorFileError
  UnreadableFormError UnreadableItemError
  ZodError error
`;

/** What Step Functions and Lambda write before and after a dot. */
const families = `
  AWSLambdaException ClientExecutionTimeoutException DataLimitExceeded ExitError Function HandlerNotFound
  ImportModuleError Lambda MailRefused Permissions ResponseSizeTooLarge Runtime Sandbox SdkClientException
  States TaskFailed Timedout Timeout Unknown UserCodeSyntaxError
`;

/**
 * The errors that AWS documents for the calls that functions make, and for all calls:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const ofAws = `
  AccessDenied AccessDeniedException AccountSuspendedException BadDigest BadRequestException
  BandwidthLimitExceeded CodeArtifactUserDeletedException CodeArtifactUserFailedException
  CodeArtifactUserPendingException ConditionalCheckFailedException CredentialsProviderError
  DependencyTimeoutException DisabledException DryRunOperationException
  DurableExecutionAlreadyStartedException DynamoDBServiceException EC2AccessDeniedException
  EC2ThrottledException EC2UnexpectedException EFSIOException EFSMountConnectivityException
  EFSMountFailureException EFSMountTimeoutException ENILimitReachedException ENINotReadyException
  EncryptionTypeMismatch EntityTooLarge ExecutionAlreadyExists ExecutionDoesNotExist
  ExecutionLimitExceeded ExpiredToken ExpiredTokenException IncompleteSignature IncorrectKeyException
  InternalError InternalFailure InternalServerError InternalServerException InvalidAccessKeyId InvalidArn
  InvalidBucketName InvalidCiphertextException InvalidClientTokenId InvalidEndpointException
  InvalidExecutionInput InvalidGrantTokenException InvalidKeyId InvalidKeyUsageException InvalidName
  InvalidObjectState InvalidOutput InvalidParameterValue InvalidParameterValueException InvalidRange InvalidRequest
  InvalidRequestContentException InvalidRuntimeException InvalidSecurityGroupIDException
  InvalidSignatureException InvalidSubnetIDException InvalidToken InvalidWriteOffset
  InvalidZipFileException ItemCollectionSizeLimitExceededException KMSAccessDeniedException
  KMSDisabledException KMSInternalException KMSInvalidStateException KMSNotFoundException
  KMSServiceException KeyUnavailableException KmsAccessDeniedException KmsInvalidStateException
  KmsThrottlingException LambdaServiceException LimitExceededException MailFromDomainNotVerifiedException
  MessageRejected MethodNotAllowed MissingAuthenticationTokenException ModeNotSupportedException
  NoPublishedVersionException NoSuchBucket NoSuchKey NoSuchUpload NoSuchVersion NotAuthorized NotFound
  NotFoundException OperationAborted OptInRequired ParameterNotFound ParameterVersionNotFound
  PermanentRedirect PreconditionFailed ProvisionedThroughputExceededException RecursiveInvocationException
  ReplicatedWriteConflictException RequestAbortedException RequestEntityTooLargeException RequestExpired
  RequestLimitExceeded RequestTimeTooSkewed RequestTimeout RequestTimeoutException
  RequestTooLargeException ResourceConflictException ResourceNotFoundException ResourceNotReadyException
  S3FilesMountConnectivityException S3FilesMountFailureException S3FilesMountTimeoutException
  S3ServiceException SESv2ServiceException SFNServiceException SSMServiceException SendingPausedException
  SerializedRequestEntityTooLargeException ServiceException ServiceQuotaExceededException
  ServiceUnavailable ServiceUnavailableException SignatureDoesNotMatch SlowDown SnapStartException
  SnapStartNotReadyException SnapStartRegenerationFailureException SnapStartTimeoutException
  StateMachineDeleting StateMachineDoesNotExist SubnetIPAddressLimitReachedException
  TableNotFoundException TaskDoesNotExist TaskTimedOut ThrottledException Throttling ThrottlingException
  TooManyParts TooManyRequestsException TransactionConflictException TransactionInProgressException
  UnauthorizedAccess UnknownOperationException UnrecognizedClientException UnsupportedMediaTypeException
  ValidationError ValidationException
`;

const known: ReadonlySet<string> = new Set(`${ours} ${families} ${ofAws}`.split(/\s+/).filter(Boolean));

/** Replaces a name that is not on the list, since such a name could hold personal data. */
export const UNNAMED = 'UnnamedError';

/**
 * The name of an error for a log line, a metric or the history of an execution: one of a closed list, or
 * several with dots between them.
 *
 * @param name - `name` of an `Error`, or the code of a service's error
 */
export function knownErrorName(name: string): string {
  return name.split('.').every((part) => known.has(part)) ? name : UNNAMED;
}
