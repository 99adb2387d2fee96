import { createInterface } from 'node:readline';
import type { Console } from './console';

/**
 * Asks questions in the terminal, one line each. Enter, or an input that has ended, leaves a question open.
 */
export interface Asker {
  say(line: string): void;
  /** What was typed, without spaces around it; undefined when it is left open. */
  text(question: string): Promise<string | undefined>;
  /** The letter that was typed, if it is one of these; asked again otherwise. */
  letter<Letter extends string>(question: string, letters: readonly Letter[]): Promise<Letter | undefined>;
  close(): void;
}

export function askerOn({ stdin, stdout }: Console): Asker {
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const typed = lines[Symbol.asyncIterator]();
  const text = async (question: string): Promise<string | undefined> => {
    stdout.write(`${question} `);
    const { value, done } = await typed.next();
    if (done) stdout.write('\n');
    return done || value.trim() === '' ? undefined : value.trim();
  };
  return {
    say: (line) => stdout.write(`${line}\n`),
    text,
    letter: async (question, letters) => {
      for (;;) {
        const answer = (await text(`${question} [${letters.join('/')}, Enter: later]`))?.toLowerCase();
        if (answer === undefined) return undefined;
        const chosen = letters.find((letter) => letter === answer);
        if (chosen !== undefined) return chosen;
        stdout.write(`Type ${letters.join(' or ')}, or Enter.\n`);
      }
    },
    close: () => lines.close(),
  };
}
