import { CredentialsProviderError } from '@smithy/core/config';

/**
 * Stands in bundles where the SDK reads `~/.aws/config`. A function has no such file: its settings are in its
 * environment or are the defaults.
 */
export const fromSharedConfigFiles = () => async () => {
  throw new CredentialsProviderError('a function has no configuration files');
};
