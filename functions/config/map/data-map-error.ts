/** One thing wrong in the data map, with enough to put it right without reading code. */
export interface MapProblem {
  readonly file: string;
  /** 1-based; absent when the file could not be read. */
  readonly line?: number;
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
      problems
        .map(
          ({ file, line, path, problem, remedy }) =>
            `${placeText(file, line)}: ${path}: ${problem}; ${remedy}`,
        )
        .join('\n'),
    );
  }
}

/** `datasets/shop.yaml:12`, as editors and terminals open it. */
export function placeText(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}
