/** Where each service listens; see {@link applyLocalEnvironment}. */
export interface LocalEndpoints {
  /** The wire server with Step Functions, Lambda, KMS, SES and SSM. */
  readonly aws: string;
  readonly dynamodb: string;
  readonly s3: string;
}

/** The only account of the emulators. */
export const localAccessKey = 'S3RVER';

/** Variables that would lead an SDK to another account than the local one. */
const FOREIGN = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'];

/**
 * Points the AWS SDKs of a process at the local machine, away from any real account that its environment
 * names.
 *
 * The two checksum settings are needed by s3rver, which refuses a streamed upload with a trailing checksum;
 * its only account is `S3RVER`.
 *
 * @param environment changed in place, e.g. `process.env`
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function applyLocalEnvironment(endpoints: LocalEndpoints, environment: NodeJS.ProcessEnv): void {
  forgetAccount(environment);
  Object.assign(environment, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: localAccessKey,
    AWS_SECRET_ACCESS_KEY: localAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    // A profile may set it to true, and then the SDK would ignore these addresses.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_KMS: endpoints.aws,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.aws,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SESV2: endpoints.aws,
    AWS_ENDPOINT_URL_SFN: endpoints.aws,
    AWS_ENDPOINT_URL_SSM: endpoints.aws,
    // The SDK wants a newer Node than this project demands; the deployed functions have it.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'WHEN_REQUIRED',
  });
}

/**
 * Removes what would lead an SDK of this process to a real account, or send a real account's credentials to
 * an emulator.
 */
export function forgetAccount(environment: NodeJS.ProcessEnv): void {
  for (const name of FOREIGN) delete environment[name];
}
