/**
 * A definition uses a state type, field, path or intrinsic that the local runner does not interpret, or
 * breaks a rule of the States Language. Thrown when the definition is loaded, so that nothing is skipped
 * silently at run time.
 */
export class UnsupportedStateLanguageError extends Error {
  override readonly name = 'UnsupportedStateLanguageError';

  /** @param path its path in the definition, e.g. `States.Locate.Retry[0].Foo` */
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}
