import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { lawFor } from '../../functions/config/laws/law-library';
import { confidenceOf } from '../../functions/domain/deadlines/confidence-of';
import { deadlines } from '../../functions/domain/deadlines/deadline';
import type { DeadlineCase, Deadlines } from '../../functions/domain/deadlines/deadline-case';
import { DeadlineCaseError } from '../../functions/domain/deadlines/deadline-case';
import type { Confidence, Regime } from '../../functions/domain/deadlines/law';
import { CalendarRangeError } from '../../functions/domain/deadlines/working-days';
import { readDeadlineCase } from './deadline-lines';

/** The output for a valid line of input. */
export interface AnsweredLine extends Deadlines {
  id: string | null;
  regime: string;
  /** Whether this project has reviewed the law's data. */
  review: Regime['review'];
  /** How sure the period for the answer is. */
  confidence: Confidence;
}

/** The output for an invalid line of input. */
export interface RefusedLine {
  line: number;
  id: string | null;
  field: string;
  error: string;
  allowed: readonly string[];
}

/**
 * Reads cases, one JSON object a line, and writes their dates, one JSON object a line, in the same order.
 *
 * For a line that cannot be read it writes the line number, the field and what is allowed, and goes on.
 *
 * @param errors gets one sentence when lines were refused
 * @returns the exit code: 1 when a line was refused, else 0
 */
export async function runDeadlines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  errors: NodeJS.WritableStream,
): Promise<number> {
  let line = 0;
  let refused = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    const answer = answerLine(text, line);
    if ('error' in answer) refused += 1;
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
  if (refused > 0) errors.write(`${refused} of ${line} lines could not be answered.\n`);
  return refused > 0 ? 1 : 0;
}

function answerLine(text: string, line: number): AnsweredLine | RefusedLine {
  let id: string | null = null;
  try {
    const value: unknown = parsed(text);
    id = idOf(value);
    return answered(readDeadlineCase(value), id);
  } catch (error) {
    return { line, id, ...refusalOf(error) };
  }
}

function answered(request: DeadlineCase, id: string | null): AnsweredLine {
  const law = lawFor(request.regime, request.place);
  const { review } = law.regime;
  const confidence = confidenceOf(law.regime, request.requestType, 'respondBy');
  return { id, regime: request.regime, ...deadlines(request, law), review, confidence };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DeadlineCaseError('line', 'the line is not JSON', ['one JSON object a line']);
  }
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}

function refusalOf(error: unknown): { field: string; error: string; allowed: readonly string[] } {
  if (error instanceof DeadlineCaseError)
    return { field: error.field, error: error.message, allowed: error.allowed };
  if (error instanceof CalendarRangeError)
    return { field: 'received', error: error.message, allowed: [error.covered] };
  throw error;
}
