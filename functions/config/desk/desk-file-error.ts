/** One thing that is wrong with the desk file, in words for the person who edits it. */
export interface DeskProblem {
  readonly file: string;
  /** 1-based; absent when the file could not be read at all. */
  readonly line?: number;
  /** Where in the file, e.g. `staff[1].email`; empty for the file as a whole. */
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

/**
 * The desk file cannot be used. Carries every problem found, not only the first; no message repeats the value
 * of a `connection`.
 */
export class DeskFileError extends Error {
  override readonly name = 'DeskFileError';

  constructor(readonly problems: readonly DeskProblem[]) {
    super(problems.map(problemText).join('\n'));
  }
}

/**
 * `rightsdesk.yaml line 12, staff[1].email: "alma" has no @. Write one address, for example
 * alma@example.com.`
 */
export function problemText(problem: DeskProblem): string {
  const where = problem.line === undefined ? problem.file : `${problem.file} line ${problem.line}`;
  const path = problem.path === '' ? '' : `, ${problem.path}`;
  return `${where}${path}: ${problem.problem}. ${problem.remedy}`;
}
