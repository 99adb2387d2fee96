import { CredentialsProviderError } from '@smithy/core/config';

/**
 * Stands in bundles for the SDK's search for credentials: profiles, SSO, tokens, containers, EC2. Lambda lays
 * them into the environment of every function, so nothing
 * is looked for elsewhere, and an environment without them is an error.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new CredentialsProviderError('no credentials in the environment of this function');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(sessionToken && { sessionToken }),
  };
};
