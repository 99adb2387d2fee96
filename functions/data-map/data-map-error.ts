/** One thing wrong in the data map, with enough to put it right without reading code. */
export interface MapProblem {
  readonly file: string;
  /** Where in the file, by names: `dataset[shop].collections[orders].fields[note]`. */
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The data map cannot be read or contradicts itself. Holds every problem found, not only the first. */
export class DataMapError extends Error {
  override readonly name = 'DataMapError';

  constructor(readonly problems: readonly MapProblem[]) {
    super(
      problems.map(({ file, path, problem, remedy }) => `${file}: ${path}: ${problem}; ${remedy}`).join('\n'),
    );
  }
}
