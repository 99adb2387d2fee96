/** Stands in bundles where the SDK would look for credentials that were not given to it. They always are. */
export function fromNodeProviderChain(): never {
  throw new Error('credentials are given, not looked for; see infra/bundles.ts');
}
