/**
 * Stands in bundles for the SDK's choice of defaults by where it runs, which somebody would have to ask for.
 * Nobody does, and then it is this one.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html
 */
export const resolveDefaultsModeConfig = () => async () => 'legacy' as const;

/** What that mode sets: nothing. */
export const loadConfigsForDefaultMode = () => ({});
