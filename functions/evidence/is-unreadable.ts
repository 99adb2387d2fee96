/** Whether an error says that an entry no longer is one; a register out of reach is another matter. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && ['SyntaxError', 'ZodError', '$ZodError'].includes(error.name);
}
