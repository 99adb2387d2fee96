import type { Anchor } from '../../functions/domain/anchor';
import type { AppendedEntry } from '../../functions/domain/evidence-store';
import { anchorEvidence } from '../../functions/watch/anchor-evidence';
import { verifyEvidence } from '../../functions/watch/audit/verify-evidence';
import { MemoryEvidence } from '../fakes/memory-evidence';
import { testClock } from '../fakes/test-clock';

/** Entries by hour, as in the register's index, and their anchors. */
function aDesk(entries: Record<string, AppendedEntry[]>) {
  const clock = testClock('2026-03-05T13:20:00.000Z');
  const evidence = new MemoryEvidence(clock);
  const ages: number[] = [];
  const register = {
    appendedIn: async function* (hour: string) {
      yield* entries[hour] ?? [];
    },
  };
  const run = () => anchorEvidence({ clock, register, evidence, noteAge: (hours) => ages.push(hours) });
  const anchors = () =>
    [...evidence.objects.values()].map(([first]) => JSON.parse(first?.text ?? '') as Anchor);
  const faults = async () => {
    const empty = { requestIds: async function* () {}, history: async () => [] };
    const { faults } = await verifyEvidence({ register: empty, evidence, now: clock.now() });
    return faults.filter(({ kind }) => kind !== 'request-missing').map(({ kind }) => kind);
  };
  return { clock, evidence, ages, run, anchors, faults };
}

const one: AppendedEntry = { requestId: 'dsr-a', seq: 1, hash: 'a'.repeat(64), type: 'received' };
const two: AppendedEntry = { requestId: 'dsr-a', seq: 2, hash: 'b'.repeat(64), type: 'mailed' };
const late: AppendedEntry = { requestId: 'dsr-b', seq: 1, hash: 'c'.repeat(64), type: 'received' };

describe('anchoring', () => {
  it('anchors each past hour once, quiet ones too, each chained to the one before', async () => {
    const desk = aDesk({ '2026-03-05T09': [one], '2026-03-05T12': [two] });

    const first = await desk.run();
    const again = await desk.run();

    const [nine, twelve] = desk.anchors();
    expect(first).toEqual({ anchored: 2, entries: 2 });
    expect(again).toEqual({ anchored: 0, entries: 0 });
    expect(nine?.entries).toEqual([['dsr-a', 1, one.hash, 'received']]);
    expect(twelve).toMatchObject({ from: '2026-03-05T10', hour: '2026-03-05T12', previous: nine?.root });
    expect(await desk.faults()).toEqual([]);
  });

  it('anchors a quiet hour separately, so that a missing anchor can be told from it', async () => {
    const desk = aDesk({});

    await desk.run();
    desk.clock.forward('PT1H');
    await desk.run();

    expect(desk.anchors().map(({ hour, entries }) => [hour, entries])).toEqual([
      ['2026-03-05T12', []],
      ['2026-03-05T13', []],
    ]);
    expect(desk.ages).toEqual([0, 0]);
  });

  it('waits with the last hour until no append can be under way, and catches up after a missed run', async () => {
    const desk = aDesk({ '2026-03-05T12': [one] });
    desk.clock.set('2026-03-05T13:05:00.000Z');

    const early = await desk.run();
    desk.clock.set('2026-03-06T18:00:00.000Z');
    const after = await desk.run();

    expect([early.entries, after.entries]).toEqual([0, 1]);
    expect(await desk.faults()).toEqual([]);
  });

  it('continues after an outage of months from the last anchor in the bucket', async () => {
    const entries: Record<string, AppendedEntry[]> = { '2026-03-05T12': [one] };
    const desk = aDesk(entries);
    await desk.run();
    entries['2026-04-01T00'] = [two];
    desk.clock.set('2026-06-05T13:20:00.000Z');

    await desk.run();

    expect(desk.anchors().map(({ from, hour }) => [from, hour])).toEqual([
      ['2026-03-03T13', '2026-03-05T12'],
      ['2026-03-05T13', '2026-04-01T00'],
      ['2026-04-01T01', '2026-06-05T12'],
    ]);
    expect(await desk.faults()).toEqual([]);
  });

  it('anchors later any entry that turns up in an anchored hour', async () => {
    const entries: Record<string, AppendedEntry[]> = { '2026-03-05T12': [one] };
    const desk = aDesk(entries);
    await desk.run();
    entries['2026-03-05T12'] = [one, late];
    desk.clock.forward('PT1H');

    await desk.run();
    desk.clock.forward('PT1H');
    await desk.run();

    expect(desk.anchors().map((a) => a.entries?.map(([id]) => id))).toEqual([['dsr-a'], ['dsr-b'], []]);
  });

  it('needs no cursor: a table that was restored or written to changes nothing', async () => {
    const desk = aDesk({ '2026-03-05T12': [one] });
    await desk.run();
    const [before] = desk.anchors();
    desk.clock.forward('PT2H');

    await desk.run();

    expect(desk.anchors()[1]?.previous).toBe(before?.root);
  });

  it('continues after an anchor that another run put first, without a fault', async () => {
    const entries: Record<string, AppendedEntry[]> = { '2026-03-05T12': [one] };
    const desk = aDesk(entries);
    const put = desk.evidence.put.bind(desk.evidence);
    let dies = true;
    desk.evidence.put = async (hour, anchor) => {
      if (!dies) return put(hour, anchor);
      dies = false;
      await put(hour, anchor);
      throw new Error('the answer was lost');
    };

    await expect(desk.run()).rejects.toThrow('lost');
    entries['2026-03-05T12'] = [one, late];
    await Promise.all([desk.run(), desk.run()]);
    desk.clock.forward('PT1H');
    await Promise.all([desk.run(), desk.run()]);

    expect(desk.anchors().flatMap((a) => a.entries?.map(([id]) => id))).toEqual(['dsr-a', 'dsr-b']);
    expect(await desk.faults()).toEqual([]);
  });

  it('is not misled by an anchor of a future hour', async () => {
    const desk = aDesk({ '2026-03-05T12': [one] });
    await desk.evidence.put('2031-01-01T00', { hour: '2031-01-01T00', root: 'f', previous: '', entries: [] });

    const { entries } = await desk.run();

    expect(entries).toBe(1);
    expect(await desk.faults()).toContain('anchor-future');
  });

  it('reports how old the newest anchor is, even if it can write none', async () => {
    const desk = aDesk({});
    await desk.run();
    desk.evidence.put = async () => false;
    desk.clock.forward('PT5H');

    await desk.run();

    expect(desk.ages).toEqual([0, 5]);
  });
});
