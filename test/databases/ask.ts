/** The options of the command line. */
export interface Ask {
  readonly seed: number;
  readonly cases: number;
  readonly without: ReadonlySet<string>;
  readonly shrink: boolean;
  /** The kind of the generated stores. `sql`: every database of which there is a server. @default sql */
  readonly kind: string;
}

/** `--kind s3 --seed N --cases N --without a,b --no-shrink`. A seed without a number of cases is one case. */
export function askOf(words: readonly string[]): Ask {
  const after = (name: string) => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? undefined : words[at + 1];
  };
  return {
    seed: Number(after('seed') ?? 1),
    cases: Number(after('cases') ?? (after('seed') ? 1 : 10_000)),
    without: new Set((after('without') ?? '').split(',').filter(Boolean)),
    shrink: !words.includes('--no-shrink'),
    kind: after('kind') ?? 'sql',
  };
}
