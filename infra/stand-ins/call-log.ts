/**
 * Stands in bundles for what the SDK tells a logger of each call. No client here is given one: what is sent
 * and answered is personal data and belongs in no log.
 */
export const getLoggerPlugin = () => ({ applyToStack: () => undefined });
export const loggerMiddleware = () => (next: unknown) => next;
export const loggerMiddlewareOptions = {};

/** What such a log would show of an input or an output. */
export const schemaLogFilter = (): string => '***';
