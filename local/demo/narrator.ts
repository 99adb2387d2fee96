import { referenceOf } from '../../functions/domain/reference';
import { dateText } from '../../functions/words/date-text';
import type { StoredMail } from '../aws/mail-store';

/** A claim of the demo did not hold, so the demo has failed. */
export class DemoFailedError extends Error {
  override readonly name = 'DemoFailedError';
}

/** The longest line of the story, in characters. */
const WIDTH = 100;

/**
 * Prints the story as it happens: numbered steps with the time that each took, quotes from mails, and checked
 * claims.
 */
export class Narrator {
  private readonly began = performance.now();
  private story = 0;
  private number = 0;
  private checks = 0;

  constructor(private readonly print: (line: string) => void) {}

  get secondsSoFar(): number {
    return (performance.now() - this.began) / 1000;
  }

  /** The number of claims that were checked and hold. */
  get checked(): number {
    return this.checks;
  }

  chapter(title: string): void {
    this.story += 1;
    this.number = 0;
    this.print(`\n${this.story}. ${title}\n`);
  }

  /** Announces a step, runs it, and prints how long it took. */
  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.number += 1;
    const began = performance.now();
    this.print(`  ${this.story}.${this.number}  ${what}`);
    const result = await work();
    this.note(`done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return result;
  }

  note(text: string): void {
    for (const line of wrapped(text, WIDTH - 7)) this.print(`       ${line}`);
  }

  /** Quotes the parts of a mail that match the patterns. Fails when one is missing. */
  mail(mail: StoredMail, ...quotes: readonly RegExp[]): void {
    this.print(`       Mail to ${mail.to.join(', ')}: "${mail.subject}"`);
    const items = itemsIn(mail.text ?? '');
    for (const quote of quotes) {
      const found = items.find((item) => quote.test(item));
      this.require(found, `the mail "${mail.subject}" has nothing that matches ${quote}`);
      for (const line of wrapped(found ?? '', WIDTH - 9)) this.print(`       | ${line}`);
    }
  }

  /** Prints a claim of the demo that holds. Throws {@link DemoFailedError} when it does not. */
  check(claim: string, holds: boolean, otherwise = 'it does not hold'): void {
    this.require(holds, `${claim}: ${otherwise}`);
    this.checks += 1;
    const [first = '', ...more] = wrapped(claim, WIDTH - 9);
    this.print(`     + ${first}`);
    for (const line of more) this.print(`       ${line}`);
  }

  private require(holds: unknown, failure: string): void {
    if (!holds) throw new DemoFailedError(failure);
  }
}

/** Paragraphs, list entries and labelled facts of a mail's text, each joined to one line. */
function itemsIn(text: string): string[] {
  const items: string[] = [];
  let fresh = true;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const begins = fresh || /^(-|\d+\.) |^[A-Z][\w ]{0,20}: /.test(line);
    if (line !== '' && begins) items.push(line);
    else if (line !== '') items.push(`${items.pop() ?? ''} ${line}`);
    fresh = line === '';
  }
  return items;
}

/** Words on lines of at most `width` characters. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** The reference of a request as people see it, and a plain date in words. */
export const words = { reference: referenceOf, date: (date: string) => dateText(date) };
