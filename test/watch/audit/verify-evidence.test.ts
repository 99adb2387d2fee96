import fc from 'fast-check';
import type { LoggedEvent } from '../../../functions/domain/events';
import type { EvidenceFault } from '../../../functions/watch/audit/evidence-fault';
import { anEvent } from '../../domain/a-log';
import { type AnchoredRegister, aFewDays, anchoredRegister, rechained } from './anchored-register';

const faultsOf = async (desk: AnchoredRegister) => (await desk.verify()).faults;
const kindsOf = async (desk: AnchoredRegister) => [
  ...new Set((await faultsOf(desk)).map(({ kind }) => kind)),
];
const ofRequest = (faults: readonly EvidenceFault[], id: string) =>
  faults.filter(
    (f): f is Extract<EvidenceFault, { requestId: string }> => 'requestId' in f && f.requestId === id,
  );

function logOf(desk: AnchoredRegister, id: string): LoggedEvent[] {
  return [...(desk.register.logs.get(id) ?? [])];
}

jest.setTimeout(60_000);

describe('untouched evidence', () => {
  it('has no fault, and says what is not anchored yet, including whole requests', async () => {
    const desk = await aFewDays();
    desk.write('dsr-0', anEvent('mailed'));
    desk.write('dsr-new', anEvent('received'));

    expect(await desk.verify()).toEqual({
      ok: true,
      requests: 5,
      entries: [...desk.register.logs.values()].flat().length,
      anchors: 34,
      until: '2026-03-02T17',
      faults: [],
      losses: [],
      unanchored: 2,
      wholeUnanchored: ['dsr-new'],
    });
  });

  it('exists without a fault in a desk that was never used', async () => {
    expect((await anchoredRegister().verify()).ok).toBe(true);
  });

  it('verifies after the key of a request was destroyed, since hashes cover the ciphertext [P07]', async () => {
    const desk = anchoredRegister();
    desk.write('dsr-0', { ...anEvent('received'), sealed: 'ciphertext that nobody can open' });
    desk.clock.forward('PT2H');
    await desk.anchor();

    expect((await desk.verify()).ok).toBe(true);
  });
});

type Change = (log: LoggedEvent[], at: number) => LoggedEvent[];

const edit: Change = (log, at) =>
  log.map((event, i) => (i === at ? { ...event, commandId: `${event.commandId}-other` } : event));
const remove: Change = (log, at) => log.filter((_, i) => i !== at);
const truncate: Change = (log, at) => log.slice(0, at);
const reorder: Change = (log, at) => {
  const other = at + 1 < log.length ? at + 1 : at - 1;
  return log.map((event, i) => (i === at ? log[other] : i === other ? log[at] : event) as LoggedEvent);
};
const insert: Change = (log, at) => {
  const copy = { ...(log[at] as LoggedEvent), commandId: 'inserted' };
  return [...log.slice(0, at), copy, ...log.slice(at)];
};
const changes = { edit, remove, truncate, reorder, insert };

describe('one change to one log', () => {
  it('is found at its place, whether or not the chain was rebuilt after it [P06]', async () => {
    const desk = await aFewDays(4, 16);
    const before = new Map(desk.register.logs);
    const change = fc.record({
      id: fc.constantFrom(...before.keys()),
      pick: fc.nat(),
      how: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
      anew: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ id, pick, how, anew }) => {
        const log = before.get(id) ?? [];
        const at = pick % log.length;
        const place = how === 'reorder' && at + 1 >= log.length ? at - 1 : at;
        const changed = changes[how](log, at);
        desk.register.logs.set(id, anew ? rechained(id, changed) : changed);

        const found = ofRequest(await faultsOf(desk), id);
        desk.register.logs.set(id, log);

        expect(Math.min(...found.map(({ seq = 0 }) => seq))).toBe(place + 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('swapped with the log of another request is found in both [P06]', async () => {
    const desk = await aFewDays();
    const [a, b] = [logOf(desk, 'dsr-0'), logOf(desk, 'dsr-1')];
    for (const swap of [(log: LoggedEvent[]) => log, null]) {
      desk.register.logs.set('dsr-0', swap ? swap(b) : rechained('dsr-0', b));
      desk.register.logs.set('dsr-1', swap ? swap(a) : rechained('dsr-1', a));
      const faults = await faultsOf(desk);

      for (const id of ['dsr-0', 'dsr-1']) expect(ofRequest(faults, id)[0]?.seq).toBe(1);
    }
  });

  it('is not attributed to an innocent entry: one that came late is anchored later and is no fault', async () => {
    const desk = await aFewDays();
    const log = logOf(desk, 'dsr-0');
    desk.write('dsr-1', anEvent('mailed'));
    desk.register.logs.set('dsr-0', rechained('dsr-0', log.slice(0, -1)));

    const faults = await faultsOf(desk);

    expect(faults).toEqual([{ kind: 'removed', requestId: 'dsr-0', seq: log.length, entries: 1 }]);
  });
});

describe('destroyed or forged evidence', () => {
  it('names every request if all logs were deleted', async () => {
    const desk = await aFewDays();
    const ids = [...desk.register.logs.keys()];
    desk.register.logs.clear();

    expect(await faultsOf(desk)).toEqual(
      ids.map((requestId) => expect.objectContaining({ kind: 'request-missing', requestId })),
    );
  });

  it('names a whole missing request', async () => {
    const desk = await aFewDays();
    const entries = logOf(desk, 'dsr-2').length;
    desk.register.logs.delete('dsr-2');

    expect(await faultsOf(desk)).toEqual([{ kind: 'request-missing', requestId: 'dsr-2', seq: 1, entries }]);
  });

  it('finds an entry that is dated back to an hour that was anchored long ago', async () => {
    const desk = await aFewDays();
    desk.clock.forward('P60D');
    await desk.anchor();
    const log = logOf(desk, 'dsr-0');
    const forged = { ...(log.at(-1) as LoggedEvent), commandId: 'forged' };
    desk.register.logs.set('dsr-0', rechained('dsr-0', [...log, forged]));
    await desk.anchor();

    expect(await faultsOf(desk)).toEqual([
      { kind: 'unanchored', requestId: 'dsr-0', seq: log.length + 1, entries: 1 },
    ]);
  });

  it('finds an entry that is dated before its predecessor, or in the future', async () => {
    const desk = await aFewDays();
    desk.write('dsr-0', anEvent('mailed'));
    desk.clock.forward('-PT30M');
    desk.write('dsr-0', anEvent('mailed'));
    desk.clock.forward('P5Y');
    desk.write('dsr-1', anEvent('mailed'));
    desk.clock.forward('-P5Y');
    desk.clock.forward('PT30M');

    expect(await faultsOf(desk)).toEqual([
      { kind: 'backdated', requestId: 'dsr-0', seq: logOf(desk, 'dsr-0').length },
      { kind: 'future', requestId: 'dsr-1', seq: logOf(desk, 'dsr-1').length },
    ]);
  });

  it('allows for clocks of two machines that differ by seconds', async () => {
    const desk = await aFewDays();
    desk.write('dsr-0', anEvent('mailed'));
    desk.clock.forward('-PT20S');
    desk.write('dsr-0', anEvent('mailed'));

    expect((await desk.verify()).ok).toBe(true);
  });

  it('says that anchoring has stopped, and since when', async () => {
    const desk = await aFewDays();
    desk.clock.forward('PT5H');

    expect(await faultsOf(desk)).toEqual([{ kind: 'anchors-stopped', hour: '2026-03-02T17' }]);
  });

  it('finds entries of hours although the bucket is empty', async () => {
    const desk = await aFewDays();
    desk.evidence.objects.clear();

    expect(await kindsOf(desk)).toEqual(['unanchored']);
  });
});

describe('anchors that were tampered with', () => {
  const hour = '2026-03-01T20';

  it('are read by their first version, and a second is a fault, also if the register was rewritten to fit', async () => {
    const desk = await aFewDays();
    const log = logOf(desk, 'dsr-0');
    desk.register.logs.set('dsr-0', rechained('dsr-0', edit(log, 3)));
    const forged = anchoredRegister();
    for (const [id, entries] of desk.register.logs) forged.register.logs.set(id, entries);
    forged.clock.set(desk.clock.now());
    await forged.anchor();
    for (const [at, [version]] of forged.evidence.objects)
      if (at >= hour) desk.evidence.overwrite(at, JSON.parse(version?.text ?? ''));

    const faults = await faultsOf(desk);

    expect(ofRequest(faults, 'dsr-0')[0]).toMatchObject({ kind: 'changed', seq: 4 });
    expect(faults.filter(({ kind }) => kind === 'anchor-twice').length).toBeGreaterThan(0);
  });

  it.each<[string, (desk: AnchoredRegister) => void, string]>([
    [
      'rewritten in place',
      (d) => d.evidence.objects.set(hour, [{ at: version(d), text: '{}' }]),
      'anchor-rewritten',
    ],
    ['not JSON', (d) => d.evidence.objects.set(hour, [{ at: version(d), text: '<' }]), 'anchor-rewritten'],
    ['copied from another hour', (d) => d.evidence.objects.set(hour, copied(d)), 'anchor-rewritten'],
    ['removed with all versions', (d) => d.evidence.objects.delete(hour), 'anchor-missing'],
    ['removed from the beginning', (d) => d.evidence.objects.delete(firstHour(d)), 'anchor-missing'],
    ['deleted behind a marker', (d) => d.evidence.hidden.add(hour), 'anchor-hidden'],
    ['written twice', (d) => d.evidence.overwrite(hour, {}), 'anchor-twice'],
    ['written for a day to come', (d) => d.evidence.overwrite('2031-01-01T00', {}), 'anchor-future'],
    ['put in later', (d) => putLater(d), 'anchor-backdated'],
  ])('are found if they are %s', async (_, tamper, kind) => {
    const desk = await aFewDays();
    tamper(desk);

    expect(await kindsOf(desk)).toContain(kind);
  });

  function version(desk: AnchoredRegister): string {
    return desk.evidence.objects.get(hour)?.[0]?.at ?? '';
  }

  function firstHour(desk: AnchoredRegister): string {
    return [...desk.evidence.objects.keys()].sort()[0] ?? '';
  }

  function copied(desk: AnchoredRegister) {
    const text = desk.evidence.objects.get('2026-03-01T19')?.[0]?.text ?? '';
    return [{ at: version(desk), text }];
  }

  function putLater(desk: AnchoredRegister): void {
    const made = JSON.parse(desk.evidence.objects.get(hour)?.[0]?.text ?? '');
    desk.evidence.objects.delete(hour);
    desk.evidence.overwrite(hour, made);
  }
});
