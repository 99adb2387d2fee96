/** One thing that is wrong with the file of a vendor, or with what a desk says of it. */
export interface VendorProblem {
  readonly file: string;
  /** Where in the file, in dots; empty for the whole file. */
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The file of a vendor cannot be used. Carries every problem found. */
export class VendorFileError extends Error {
  override readonly name = 'VendorFileError';

  constructor(readonly problems: readonly VendorProblem[]) {
    super(problems.map(vendorProblemText).join('\n'));
  }
}

export function vendorProblemText({ file, path, problem, remedy }: VendorProblem): string {
  return `${file}${path === '' ? '' : `, ${path}`}: ${problem}. ${remedy}`;
}

/** Takes a problem of a file that is being read. */
export type Note = (path: string, problem: string, remedy: string) => void;
