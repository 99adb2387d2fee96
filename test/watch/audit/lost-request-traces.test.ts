import { recoverLines } from '../../../bin/recover-text';
import { lostRequests } from '../../../functions/watch/audit/lost-request';
import { tracesOfLostRequests } from '../../../functions/watch/audit/lost-request-traces';
import type { Trace, TraceReader } from '../../../functions/watch/audit/traces';
import { aForm, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aRestorableDesk } from './a-restorable-desk';

jest.setTimeout(30_000);

/** A request that lost a harmless entry, of the hour 2026-..T.. that is returned. */
async function lostReminder() {
  const desk = aRestorableDesk();
  const { world } = desk;
  const id = await verified(world, aForm({ right: 'erasure' }));
  const before = desk.tables();
  world.clock.forward('PT2H');
  const at = world.clock.now();
  await world.register.append(id, 'reminded', () => anEvent('reminded'));
  world.clock.forward('PT2H');
  await desk.anchor();
  desk.restoreRegister(before);
  await desk.sweep();
  return { desk, world, id, at, lost: await lostRequests(world.register, desk.evidence, world.clock.now()) };
}

const reader = (...traces: readonly Trace[]): TraceReader => ({ source: 'vault', of: async () => traces });

describe('what is known of a request that lost entries', () => {
  it('is listed with its source and how certain it is, line by line', async () => {
    const { world, id, at, lost } = await lostReminder();
    const traces: Trace[] = [
      { requestId: id, source: 'vault', fact: 'erased', about: 'shop', at },
      { requestId: id, source: 'tombstones', fact: 'erasing', about: 'shop', at },
      { requestId: id, source: 'executions', fact: 'runs', about: 'fulfil-erasure (version 2)' },
    ];

    const { requests } = await tracesOfLostRequests(world.register, lost, [reader(...traces)]);

    const words = recoverLines(requests);
    const about = words.slice(words.indexOf('  What is known from elsewhere') + 1, -3);
    expect(about).toHaveLength(3);
    for (const line of about) expect(line).toMatch(/Certain.*\(.+\)\.$/);
  });

  it('is left to staff if it shows an erasure or a mail, whatever was anchored', async () => {
    const { world, id, at, lost } = await lostReminder();
    const suggested = async (fact: Trace['fact']) => {
      const trace = { requestId: id, source: 'vault', fact, about: 'shop', at } as const;
      return (await tracesOfLostRequests(world.register, lost, [reader(trace)])).requests.map(
        (one) => one.suggests,
      );
    };

    expect(await suggested('searched')).toEqual(['go-on']);
    for (const act of ['erasing', 'erased', 'reported', 'packaged', 'shredded'] as const)
      expect(await suggested(act)).toEqual(['by-person']);
  });

  it('leaves out what was before the loss, and what the log itself says', async () => {
    const { world, id, at, lost } = await lostReminder();
    const [received] = world.register.logs.get(id) ?? [];
    const traces: Trace[] = [
      { requestId: id, source: 'vault', fact: 'searched', about: 'shop', at: received?.at ?? '' },
      { requestId: id, source: 'vault', fact: 'manifest', about: '', at, object: id },
      { requestId: 'dsr-ddddeeeeffff', source: 'vault', fact: 'packaged', about: '', at },
    ];
    world.register.logs.set(id, [
      { ...received, commandId: id } as never,
      ...(world.register.logs.get(id) ?? []).slice(1),
    ]);

    const { requests } = await tracesOfLostRequests(world.register, lost, [reader(...traces)]);

    expect(requests.flatMap(({ known }) => known)).toEqual([]);
  });

  it('names each place that did not answer, and says that silence proves nothing', async () => {
    const { world, lost } = await lostReminder();
    const broken: TraceReader = {
      source: 'tombstones',
      of: async () => {
        throw Object.assign(new Error('no'), { name: 'AccessDenied' });
      },
    };

    const { requests, notAsked } = await tracesOfLostRequests(world.register, lost, [broken, reader()]);

    const words = recoverLines(requests, notAsked).join('\n');
    expect(words).toContain('Not looked at: tombstones of erasures (AccessDenied).');
    expect(words).toContain('A place without traces does not prove that nothing was done.');
  });
});
