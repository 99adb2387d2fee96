import fc from 'fast-check';
import { hasHappened } from '../../functions/domain/data-subject-request';
import { SALE_OPT_OUT } from '../../functions/domain/opt-out-state';
import { receiveSignal } from '../../functions/web/signals/receive-signal';
import type { World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { readZip } from '../documents/read-zip';
import { textOf } from '../documents/text-of';
import { anEvent } from '../domain/a-log';
import { aShop, binds, Visit } from './a-visit';

const ends = {
  'in-progress': { words: 'We are carrying it out.' },
  'nothing-to-set': { outcome: 'fulfilled', found: 0, words: 'We found no record of yours' },
  'opted-out': { outcome: 'fulfilled', found: 1, words: 'It has been carried out.' },
  withdrawn: { outcome: 'withdrawn', found: 0, words: '' },
  'not-done': { outcome: 'partly-fulfilled', found: 0, words: 'It was not carried out in full.' },
} as const;

type End = keyof typeof ends;
const ended = ['nothing-to-set', 'opted-out', 'not-done'] as const satisfies readonly End[];

/** Receives the signal as a new turn, and ends it in some way. */
async function receiveAndEnd(world: World, how: End): Promise<void> {
  const signal = { customer: { by: 'email', value: mia.email }, signal: 'gpc' } as const;
  const { requestId } = await receiveSignal(world, 'k1', signal);
  const end = ends[how];
  if (!('outcome' in end)) return;
  const { outcome, found } = end;
  if (how === 'withdrawn')
    for (const type of ['handed-to-staff', 'withdrawn'] as const)
      await world.register.append(requestId, type, () => anEvent(type));
  const set = anEvent('opted-out', { storeId: 'shop', found, changed: found });
  if (how !== 'withdrawn') await world.register.append(requestId, 'set', () => set);
  await world.register.append(requestId, 'end', () => anEvent('closed', { outcome }));
}

async function pageOf(world: World, visit: Visit): Promise<string> {
  await visit.toDecision();
  await visit.approve();
  const { entries } = await readZip(
    world.packages.content.get(`${visit.requestId}/answer.zip`) ?? Buffer.of(),
  );
  return textOf(entries.get('index.html')?.toString('utf8') ?? '');
}

/** `before` arrive before the copy is asked for, `meanwhile` during its search. */
async function statusPage(before: readonly End[], meanwhile: readonly End[]): Promise<string> {
  const world = aShop('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa')]);
  for (const how of before) {
    await receiveAndEnd(world, how);
    world.clock.forward('P1M');
  }
  const visit = await new Visit(world).ask('access', 'US-CA');
  await visit.prove();
  for (const how of meanwhile) {
    await receiveAndEnd(world, how);
    world.clock.forward('P8D');
  }
  return pageOf(world, visit);
}

describe('the opt-out signals that are reported to a Californian', () => {
  it('have the status of the newest, however many came before it and whenever the copy was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...ended), { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(...ended), { maxLength: 2 }),
        async (before, meanwhile) => {
          const page = await statusPage(before, meanwhile);
          const newest = [...before, ...meanwhile].at(-1) ?? 'in-progress';

          expect(page).toContain(ends[newest].words);
          for (const other of ended.filter((one) => one !== newest))
            expect(page).not.toContain(ends[other].words);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('are both reported if one is carried out and the next has not ended', async () => {
    const page = await statusPage(['nothing-to-set', 'opted-out', 'in-progress'], []);

    for (const how of ['opted-out', 'in-progress'] as const) expect(page).toContain(ends[how].words);
    expect(page).not.toContain(ends['nothing-to-set'].words);
  });

  it('are not reported if they came before one that was withdrawn', async () => {
    const page = await statusPage(['opted-out', 'withdrawn'], []);

    expect(page).not.toContain(ends['opted-out'].words);
  });

  it('do not push other requests out of the index, however often they arrive', async () => {
    const world = aShop('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa')]);
    const visit = await new Visit(world).ask('access', 'US-CA');
    await visit.prove();
    const saved: string[] = [];
    const save = world.items.savePerson.bind(world.items);
    world.items.savePerson = async (person, until) => {
      saved.push(person.requestId);
      return save(person, until);
    };
    for (let n = 0; n < 30; n += 1) {
      await receiveAndEnd(world, 'nothing-to-set');
      world.clock.forward('P2D');
    }
    const signals = await Promise.all([...world.register.logs.keys()].map((id) => world.register.load(id)));

    expect(signals.filter((one) => one.right === SALE_OPT_OUT && hasHappened(one, 'closed')).length).toBe(30);
    expect(saved).toHaveLength(1);
  });
});
