/**
 * Stands in bundles for the SDK's warning of an old Node: the version is the one that `DeskFunction` names.
 */
export const emitWarningIfUnsupportedVersion = (): void => {};
export const state = { warningEmitted: true };
