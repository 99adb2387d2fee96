import fc from 'fast-check';
import { isWhole } from '../../functions/domain/anchor';
import { knownLosses } from '../../functions/domain/lost-history';
import { referenceOf } from '../../functions/domain/reference';
import { aDesk } from '../builders/a-desk';
import { aForm, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aRestorableDesk, littleTime, type RestorableDesk, type TablesThen } from './a-restorable-desk';

jest.setTimeout(240_000);

const office = aDesk().escalateTo;

type Act =
  | { do: 'write'; which: number }
  | { do: 'hour' | 'anchor' | 'sweep' | 'short-sweep' | 'rubbish' | 'receive' | 'remember' }
  | { do: 'restore-register' | 'restore-items' | 'restore-both'; which: number };

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), which: fc.nat(5) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('hour' as const, 'anchor' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'sweep' as const,
        'short-sweep' as const,
        'rubbish' as const,
        'receive' as const,
        'remember' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('restore-register' as const, 'restore-items' as const, 'restore-both' as const),
      which: fc.nat(5),
    }),
  },
);

/** Everything that the bucket holds, as it was anchored. */
function anchored({ evidence }: RestorableDesk) {
  const anchors = [...evidence.objects.values()].map(([first]) => {
    try {
      return JSON.parse(first?.text ?? '');
    } catch {
      return undefined;
    }
  });
  return anchors.filter(isWhole).flatMap(({ entries = [] }) => entries);
}

/** Entries that are neither in the register, nor lost by their log, nor of a request that staff were told is gone. */
function unnoticed(desk: RestorableDesk): string[] {
  const { register, mailbox } = desk.world;
  const told = mailbox.to(office).map(({ text }) => text.replaceAll('\n', ' '));
  return anchored(desk).flatMap(([id, seq, hash, type]) => {
    const log = register.logs.get(id) ?? [];
    const isThere = log.some((event) => event.hash === hash) || knownLosses(log).has(hash);
    const isTold = log.length === 0 && told.some((text) => text.includes(`${referenceOf(id)} is not in`));
    return isThere || isTold ? [] : [`${id} ${seq} ${type}`];
  });
}

async function run(desk: RestorableDesk, acts: readonly Act[]): Promise<void> {
  const { world } = desk;
  const ids: string[] = [];
  const kept: TablesThen[] = [desk.tables()];
  let n = 0;
  for (const one of acts) {
    n += 1;
    if (one.do === 'receive') ids.push(await verified(world, aForm({ email: `p${n}@example.com` })));
    if (one.do === 'write') {
      const id = ids[one.which % Math.max(1, ids.length)];
      if (id && world.register.logs.has(id))
        await world.register.append(id, `note-${n}`, () => anEvent('reminded'));
    }
    if (one.do === 'hour') world.clock.forward('PT1H');
    if (one.do === 'anchor') await desk.anchor();
    if (one.do === 'sweep') await desk.sweep();
    if (one.do === 'short-sweep') await desk.sweepFor(littleTime(2));
    if (one.do === 'rubbish') desk.evidence.overwrite(world.clock.now().slice(0, 13), '<');
    if (one.do === 'remember') kept.push(desk.tables());
    if (!('which' in one)) continue;
    const then = kept[one.which % kept.length] as TablesThen;
    if (one.do === 'restore-register' || one.do === 'restore-both') desk.restoreRegister(then);
    if (one.do === 'restore-items' || one.do === 'restore-both') desk.restoreItems(then);
  }
}

describe('any restore of the register, of the desk’s items, or of both to different moments', () => {
  it('is noticed by the next sweep, whatever was written and anchored before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), async (acts) => {
        const desk = aRestorableDesk();
        await run(desk, [{ do: 'receive' }, { do: 'receive' }, ...acts]);
        desk.world.clock.forward('PT21H');
        await desk.sweep();

        expect(unnoticed(desk)).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });
});
