/** Replaces the SDK's search for credentials where a caller gives them, which is everywhere in this code. */
export function fromNodeProviderChain(): never {
  throw new Error('credentials must be passed in: see infra/lean-bundles/README.md');
}
