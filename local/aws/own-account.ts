import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { localAccessKey } from './local-environment';

type Provider = ReturnType<typeof defaultProvider>;

/**
 * The AWS account that a process was started with, before it is pointed at the emulators. Only the user's own
 * stores are opened with it, and only for reading.
 */
export interface OwnAccount {
  /** Which credentials these are, in words. */
  readonly from: string;
  readonly region?: string;
  /**
   * Clients of this account in a region. They never reach the emulators, and the emulators never get these
   * credentials.
   */
  dynamodb(region: string): DynamoDBClient;
  s3(region: string): S3Client;
}

/**
 * Reads which account an environment names: a profile or else keys, and custom endpoints. Contacts nothing
 * and writes no secret anywhere.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 */
export function ownAccount(environment: NodeJS.ProcessEnv): OwnAccount {
  const settings = { ...environment };
  const region = settings.AWS_REGION ?? settings.AWS_DEFAULT_REGION;
  const emulated = settings.AWS_ACCESS_KEY_ID === localAccessKey;
  const known = emulated ? {} : settings;
  const { credentials, from } = credentialsIn(known);
  const client = (service: string, wanted: string) => ({
    region: wanted,
    credentials,
    ...addressOf(service, known),
  });
  return {
    from,
    ...(region === undefined || emulated ? {} : { region }),
    dynamodb: (wanted) => new DynamoDBClient(client('DYNAMODB', wanted)),
    s3: (wanted) => new S3Client(client('S3', wanted)),
  };
}

/** A profile takes precedence over keys, as in the SDK. */
function credentialsIn(settings: NodeJS.ProcessEnv): { credentials: Provider; from: string } {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = settings;
  if (AWS_PROFILE === undefined && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
    const keys = {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    };
    return { credentials: async () => keys, from: 'the keys in the environment' };
  }
  const profile = AWS_PROFILE ?? 'default';
  return { credentials: defaultProvider({ profile, logger: quiet }), from: `the profile ${profile}` };
}

/** Silences the SDK's warning that both a profile and keys are set: the keys are the emulators'. */
const quiet = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function addressOf(service: string, settings: NodeJS.ProcessEnv) {
  const ignored = settings.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  const endpoint = settings[`AWS_ENDPOINT_URL_${service}`] ?? settings.AWS_ENDPOINT_URL;
  return endpoint === undefined || ignored ? { ignoreConfiguredEndpointUrls: true } : { endpoint };
}
