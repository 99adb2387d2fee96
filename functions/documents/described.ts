import type { StorePart } from './access-model';
import { type HeldLine, heldLines } from './held-lines';

/** Whether an answer names the data without showing it; data withheld for another reason is left out. */
export function isDescribed(line: Pick<HeldLine, 'because'>): boolean {
  return line.because === 'never-shown' || mayBeShown(line);
}

/** Whether it is only named for now and may be shown once somebody has looked at it. */
export function mayBeShown({ because }: Pick<HeldLine, 'because'>): boolean {
  return because === 'conflict' || because === 'unclear';
}

/**
 * Groups lines by kind, however many fields and places hold it; a kind without a word of its own goes by its
 * title.
 */
export function groupByKind(lines: readonly HeldLine[]): (readonly HeldLine[])[] {
  const kinds = new Map<string, HeldLine[]>();
  for (const line of lines) {
    const kind = line.held ?? line.what;
    kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  return [...kinds.values()];
}

/**
 * How many kinds of data an answer names without showing them; in an answer of kinds alone: how many would
 * stay hidden even with more proof.
 */
export function describedKinds(stores: readonly StorePart[], kindsOnly: boolean): number {
  const lines = heldLines(stores).filter(isDescribed);
  return groupByKind(kindsOnly ? lines.filter((line) => !mayBeShown(line)) : lines).length;
}

/** "one kind of data", as it follows "of". */
export function kindsInWords(count: number): string {
  return count === 1 ? 'one kind of data' : `${count} kinds of data`;
}
