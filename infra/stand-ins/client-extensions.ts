import { getHttpHandlerExtensionConfiguration } from '@smithy/core/protocols';

/**
 * Stands in bundles for the extensions of a client, of which there are none here: what is set would be read
 * and set again. On the way the SDK tells its HTTP handler how long a
 * socket may be silent, and that stays.
 */
export function resolveRuntimeExtensions<T>(config: T): T {
  getHttpHandlerExtensionConfiguration(config as never);
  return config;
}
