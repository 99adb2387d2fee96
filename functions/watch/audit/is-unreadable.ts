/**
 * Whether an error says that an entry is no valid entry any more. An unreachable register is another error.
 */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && ['SyntaxError', 'ZodError', '$ZodError'].includes(error.name);
}
