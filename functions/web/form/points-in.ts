import {
  type CorrectionPoint,
  MAX_POINTS,
  CorrectionPoint as PointShape,
} from '../../domain/correction-point';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';

interface Points {
  /** Only complete ones. */
  readonly corrections: readonly CorrectionPoint[];
  /** By field; absent where nothing is wrong. */
  readonly errors?: FieldErrors;
}

const sentences: Readonly<Record<string, string>> = {
  what: 'Say which entry you mean, in up to 200 characters.',
  now: 'This is too long, or contains characters that cannot be typed. Use up to 500 characters.',
  right: 'Say how it should read, in up to 1,000 characters, or choose that it is to be taken out.',
  shows: 'This is too long, or contains characters that cannot be typed. Use up to 1,000 characters.',
  wish: 'Say whether it is to be changed, taken out or added.',
};

/**
 * Reads the points of a correction, posted as `what-1`, `now-1`, `right-1`, ... A point without any text is
 * skipped.
 */
export function readCorrectionPoints(fields: Fields): Points {
  const points: CorrectionPoint[] = [];
  const errors: Record<string, string> = {};
  for (let n = 1; n <= MAX_POINTS; n += 1) {
    const typed = typedIn(fields, n);
    if (!typed) continue;
    const parsed = PointShape.safeParse(typed);
    const wrong = parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
    if (typed.wish !== 'remove' && typed.right === undefined) wrong.push('right');
    for (const field of wrong) errors[`${field}-${n}`] = sentences[field] ?? '';
    if (parsed.success) points.push(parsed.data);
  }
  return { corrections: points, ...(Object.keys(errors).length > 0 ? { errors } : {}) };
}

function typedIn(fields: Fields, n: number): Record<string, string> | undefined {
  const of = (name: string) => fields[`${name}-${n}`]?.trim() || undefined;
  const texts = Object.fromEntries(
    ['what', 'now', 'right', 'shows'].flatMap((name) => {
      const text = of(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return Object.keys(texts).length > 0 ? { wish: of('wish') ?? 'change', ...texts } : undefined;
}
