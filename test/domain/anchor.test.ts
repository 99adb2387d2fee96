import fc from 'fast-check';
import { anchorOf, isValidAnchor } from '../../functions/domain/anchor';
import type { AppendedEntry } from '../../functions/domain/evidence-store';

const entry = fc.record({
  requestId: fc.integer({ min: 0, max: 20 }).map((n) => `dsr-${n}`),
  seq: fc.integer({ min: 1, max: 50 }),
  hash: fc.integer({ min: 0 }).map((n) => n.toString(16).padStart(64, '0')),
  type: fc.constantFrom('received', 'decided', 'closed'),
});
const hourOf = fc.uniqueArray(entry, {
  maxLength: 40,
  selector: (e) => `${e.requestId}#${e.seq}`,
});

const base = { hour: '2026-03-05T10', from: '2026-03-05T09', previous: 'before' };

describe('an anchor', () => {
  it('is the same in whatever order the entries come', () => {
    fc.assert(
      fc.property(hourOf, (entries) => {
        expect(anchorOf(base, [...entries].reverse())).toEqual(anchorOf(base, entries));
      }),
    );
  });

  it('is whole as it was made and read back, and not when any part of it is another', () => {
    fc.assert(
      fc.property(hourOf, entry, (entries, other) => {
        const anchor = JSON.parse(JSON.stringify(anchorOf(base, entries)));
        const more = [...anchor.entries, [other.requestId, other.seq, 'f'.repeat(64), other.type]];
        const forged = [
          { ...anchor, hour: '2026-03-05T11' },
          { ...anchor, from: '2026-03-05T08' },
          { ...anchor, previous: 'another' },
          { ...anchor, mark: '2026-03-01T00' },
          { ...anchor, entries: more },
          { ...anchor, root: 'f'.repeat(64) },
        ];

        expect(isValidAnchor(anchor)).toBe(true);
        expect(forged.map(isValidAnchor)).toEqual(forged.map(() => false));
      }),
    );
  });

  it('is none, whatever else lies in its place', () => {
    expect(fc.sample(fc.anything(), 500).filter(isValidAnchor)).toEqual([]);
  });

  it('points at the newest hour with an entry, its own or one before', () => {
    const one: AppendedEntry = { requestId: 'dsr-a', seq: 1, hash: 'a', type: 'received' };

    expect(anchorOf({ ...base, mark: '2026-03-01T00' }, [one]).mark).toBe(base.hour);
    expect(anchorOf({ ...base, mark: '2026-03-01T00' }, []).mark).toBe('2026-03-01T00');
    expect(anchorOf(base, [])).not.toHaveProperty('mark');
  });
});
