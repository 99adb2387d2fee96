import { linkNamedAddress, linkOwnAddress, linkVouched } from '../../../functions/casework/queue/link-proof';
import { linkedRequests } from '../../../functions/casework/queue/linked-requests';
import { TryAgainError } from '../../../functions/domain/errors';
import { lastOf } from '../../../functions/domain/log-entries';
import { namedPlace } from '../../../functions/domain/person-queue';
import { aForm, aWorld, happened, received, search, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { asked, prove } from './two-requests';

jest.setTimeout(60_000);

const other = 'mia.privat@example.com';

async function linksOf(world: World, id: string): Promise<string[]> {
  const others = await linkedRequests(world, await world.register.load(id));
  return others.map(({ requestId }) => requestId);
}

/** A request by an address for which nothing is found; the person has named other identifiers. */
async function requestNaming(world: World, named: Record<string, string[]>): Promise<string> {
  const id = await asked(world, 'access', 'nobody@example.com');
  await search(world, id);
  await world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
  const sealed = await world.vault.seal(id, named);
  const count = Object.values(named).flat().length;
  const addresses = named.email?.length ?? 0;
  await world.register.append(id, 'give', () => ({
    ...anEvent('identifiers-given', { count, addresses }),
    sealed,
  }));
  return id;
}

describe('requests of one person', () => {
  it.each([
    ['the same spelling', mia.email],
    ['other capitals', mia.email.toUpperCase()],
  ])('are linked if both mailboxes are proven, in %s', async (_, email) => {
    const world = aWorld();
    const first = await asked(world, 'access');

    const second = await asked(world, 'erasure', email);

    expect([await linksOf(world, first), await linksOf(world, second)]).toEqual([[second], [first]]);
  });

  it('are not linked by a form that stays unproven, whichever comes first [R04]', async () => {
    const world = aWorld();
    const before = await received(world);
    const hers = await asked(world, 'erasure');
    const after = await received(world);

    expect(await Promise.all([before, hers, after].map((id) => linksOf(world, id)))).toEqual([[], [], []]);
  });

  it('are not linked with those of somebody else, nor by an address with a tag', async () => {
    const world = aWorld();
    await asked(world, 'access', 'noah.winter@example.com');
    await asked(world, 'access', 'mia.sommer+shop@example.com');

    const hers = await asked(world, 'erasure');

    expect(await linksOf(world, hers)).toEqual([]);
  });

  it('are linked by a named address once its code was typed, and not before', async () => {
    const world = aWorld();
    const first = await asked(world, 'erasure', other);
    const id = await requestNaming(world, { email: [other] });
    const given = lastOf((await world.register.load(id)).log, 'identifiers-given')?.seq ?? 0;

    const before = await linksOf(world, id);
    await linkNamedAddress(world, await world.register.load(id), `${given}-0`);
    const meanwhile = await linksOf(world, id);
    await world.register.append(id, 'prove', () => anEvent('identifier-proven', { given, index: 0 }));

    expect([before, meanwhile]).toEqual([[], []]);
    expect([await linksOf(world, id), await linksOf(world, first)]).toEqual([[first], [id]]);
  });

  it('are linked by what staff vouch for in both, and by nothing that names no person', async () => {
    const world = aWorld();
    const ids: string[] = [];
    for (const number of ['c-1', 'c-1', 'n/a', 'n/a']) {
      const id = await requestNaming(world, { 'customer-number': [number] });
      await world.register.append(id, 'ask-decision', () => anEvent('decision-asked'));
      await linkVouched(world, await world.register.load(id));
      await world.register.append(id, 'vouch', () => anEvent('claim-vouched'));
      ids.push(id);
    }
    const places = (await world.register.load(ids[1] ?? '')).log.flatMap((e) =>
      e.type === 'linked' && e.data.requestId === ids[0] ? [e.data.here] : [],
    );

    expect(places).toContain(namedPlace(7, 'customer-number', 0));
    const last = (await world.register.load(ids[3] ?? '')).log.flatMap((e) =>
      e.type === 'linked' ? [e.data.here] : [],
    );
    expect(last.filter((place) => place !== 'own')).toEqual([]);
  });

  it('are found by at least one of two proofs at the same instant', async () => {
    for (let n = 0; n < 20; n += 1) {
      const world = aWorld();
      const ids = [await received(world), await received(world, aForm({ right: 'erasure' }))];

      await Promise.all(ids.map((id) => prove(world, id)));

      const [first = '', second = ''] = ids;
      expect([await linksOf(world, first), await linksOf(world, second)]).toEqual([[second], [first]]);
    }
  });

  it('are recorded once, however often a proof is sent again', async () => {
    const world = aWorld();
    const first = await asked(world, 'access');
    const second = await asked(world, 'erasure');

    await prove(world, second);
    await prove(world, first);

    const all = await Promise.all([first, second].map((id) => world.register.load(id)));
    expect(all.map((request) => happened(request).filter((type) => type === 'linked').length)).toEqual([
      1, 1,
    ]);
  });

  it('leave nothing that names the person in the index or the logs', async () => {
    const world = aWorld();
    const saved = jest.spyOn(world.items, 'savePerson');
    await asked(world, 'access');
    const second = await asked(world, 'erasure');

    const texts = JSON.stringify([
      saved.mock.calls,
      (await world.register.load(second)).log.map(({ data }) => data),
    ]);

    expect(saved.mock.calls).toHaveLength(2);
    expect(texts).not.toMatch(/\bmia\b/i);
  });

  it('do not block a proof if a log cannot be read, and wait for a transient fault', async () => {
    const world = aWorld();
    const first = await asked(world, 'access');
    const log = world.register.logs.get(first) ?? [];
    world.register.logs.set(first, log.slice(1));

    const second = await asked(world, 'erasure');
    expect(happened(await world.register.load(second))).toEqual([
      'received',
      'mailed',
      'linked',
      'identity-verified',
    ]);
    expect(await linksOf(world, second)).toEqual([]);
    const busy = { ...world, items: Object.create(world.items) };
    busy.items.findPerson = () => Promise.reject(new TryAgainError('busy'));
    const again = linkOwnAddress(busy, await world.register.load(second));
    await expect(again).rejects.toThrow(TryAgainError);
  });
});
