/** The streams and environment of a command, passed in so that tests can watch them. */
export interface Console {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the exit code tells a script. */
export const exitCodes = {
  done: 0,
  /** The command ran and found something wrong (a gap in the map, a bad input line). */
  foundProblems: 1,
  /** The command could not run: wrong option, unusable desk file, store or desk out of reach. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command that cannot go on; the message is one line for the person who typed it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export function printLine(stream: NodeJS.WritableStream, line = ''): void {
  stream.write(`${line}\n`);
}

export function printLines(stream: NodeJS.WritableStream, lines: readonly string[]): void {
  for (const line of lines) printLine(stream, line);
}

/** Prints one JSON document. */
export function printJson(stream: NodeJS.WritableStream, value: unknown): void {
  printLine(stream, JSON.stringify(value, null, 2));
}
