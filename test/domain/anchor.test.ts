import fc from 'fast-check';
import { anchorOf, checkAnchor } from '../../functions/domain/anchor';
import type { AppendedEntry } from '../../functions/domain/ports';

const entry = fc.record({
  requestId: fc.integer({ min: 0, max: 20 }).map((n) => `dsr-${n}`),
  seq: fc.integer({ min: 1, max: 50 }),
  hash: fc.integer({ min: 0 }).map((n) => n.toString(16).padStart(64, '0')),
});
const hourOf = fc.uniqueArray(entry, {
  minLength: 1,
  maxLength: 40,
  selector: (e) => `${e.requestId}#${e.seq}`,
});

const hour = '2026-03-05T10';

describe('an anchor', () => {
  it('fits the hour it was made of, in whatever order the entries come', () => {
    fc.assert(
      fc.property(hourOf, fc.string(), (entries, previous) => {
        const anchor = anchorOf(hour, entries, previous);

        expect(checkAnchor(anchor, [...entries].reverse(), previous)).toEqual({ faults: [], unanchored: [] });
      }),
    );
  });

  it('tells a changed entry by name, and that one was removed', () => {
    fc.assert(
      fc.property(hourOf, fc.nat(), fc.boolean(), (entries, pick, remove) => {
        const anchor = anchorOf(hour, entries, '');
        const at = pick % entries.length;
        const changed: AppendedEntry = { ...(entries[at] as AppendedEntry), hash: 'f'.repeat(64) };
        const now = entries.flatMap((e, i) => (i !== at ? [e] : remove ? [] : [changed]));

        const { faults } = checkAnchor(anchor, now, '');

        expect(faults).toEqual([
          remove ? { hour, kind: 'removed' } : { hour, kind: 'changed', entry: changed },
        ]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts what was appended after it as not anchored yet, not as a fault', () => {
    fc.assert(
      fc.property(hourOf, (entries) => {
        const [late, ...early] = entries;
        const anchor = anchorOf(hour, early, '');

        expect(checkAnchor(anchor, entries, '')).toEqual({ faults: [], unanchored: [late] });
      }),
    );
  });

  it('cannot be rewritten or put behind another one unnoticed', () => {
    const entries = [{ requestId: 'dsr-a', seq: 1, hash: 'a'.repeat(64) }];
    const anchor = anchorOf(hour, entries, 'before');
    const forged = { ...anchor, leaves: [] };

    expect(checkAnchor(forged, [], 'before').faults).toEqual([{ hour, kind: 'anchor-rewritten' }]);
    expect(checkAnchor(anchor, entries, 'another').faults).toEqual([{ hour, kind: 'anchor-rewritten' }]);
  });
});
