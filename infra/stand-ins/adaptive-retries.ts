/**
 * Stands in bundles for the retry mode `adaptive`, which nobody asks for: the default is `standard`, and this
 * is it.
 */
export { StandardRetryStrategy as AdaptiveRetryStrategy } from '@smithy/core/retry';
