import { type Anchor, checkAnchor } from '../../functions/domain/anchor';
import type { AppendedEntry } from '../../functions/domain/ports';
import { anchorEvidence } from '../../functions/watch/anchor-evidence';
import { MemoryItems } from '../fakes/memory-items';

function aDesk(entries: Record<string, AppendedEntry[]>) {
  const anchors = new Map<string, unknown>();
  const time = { now: '2026-03-05T13:20:00.000Z' };
  const run = anchorEvidence({
    items: new MemoryItems(),
    clock: { now: () => time.now },
    register: {
      appendedIn: async function* (hour) {
        yield* entries[hour] ?? [];
      },
    },
    evidence: {
      put: async (hour, anchor) => {
        if (anchors.has(hour)) return false;
        anchors.set(hour, anchor);
        return true;
      },
      get: async (hour) => anchors.get(hour),
    },
  });
  return { anchors, time, run };
}

const one: AppendedEntry = { requestId: 'dsr-a', seq: 1, hash: 'a'.repeat(64) };
const two: AppendedEntry = { requestId: 'dsr-a', seq: 2, hash: 'b'.repeat(64) };

describe('anchoring', () => {
  it('fixes each whole hour in which something was appended, once, chained to the one before', async () => {
    const desk = aDesk({ '2026-03-05T09': [one], '2026-03-05T12': [two] });

    const first = await desk.run();
    const again = await desk.run();

    const [nine, twelve] = [...desk.anchors.values()] as [Anchor, Anchor];
    expect(first).toEqual({ anchored: 2, entries: 2 });
    expect(again).toEqual({ anchored: 0, entries: 0 });
    expect(checkAnchor(nine, [one], '')).toEqual({ faults: [], unanchored: [] });
    expect(twelve.previous).toBe(nine.root);
  });

  it('leaves the hour that has just ended alone until no append can be under way, and catches up after a missed run', async () => {
    const entries = { '2026-03-05T12': [one] };
    const desk = aDesk(entries);
    desk.time.now = '2026-03-05T13:05:00.000Z';

    const early = await desk.run();
    desk.time.now = '2026-03-06T18:00:00.000Z';
    const late = await desk.run();

    expect(early.anchored).toBe(0);
    expect(late.anchored).toBe(1);
  });
});
