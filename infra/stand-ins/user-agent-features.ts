/**
 * Stands in bundles for the SDK's statistics of which of its features are used, as letters in the
 * `User-Agent` header. Service, version and function stay in it.
 */
export const checkFeatures = async (): Promise<void> => {};
