import type { CollectionMap, DataMap } from '../../functions/domain/data-map';
import type { Desk } from '../../functions/domain/desk';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { anEvent } from '../domain/a-log';
import type { MemoryRow } from '../fakes/memory-connector';
import { aDesk, alma, bruno } from './a-desk';
import { aField, aMap, shopStore } from './a-map';
import { aForm, aWorld, search, verified, type World } from './a-world';
import { mia, shopRows } from './shop-rows';

/** What the shop knows about Mia and no mail shows: the data points, by title. */
export const miasPoints = {
  'Date of birth': '1990-05-31',
  'Lamp club since': '2017',
  'Favourite shade': 'Deep Sea Green',
} as const;

/** What it knows about Noah. */
export const noahsPoints = {
  'Date of birth': '1971-01-02',
  'Lamp club since': '2009',
  'Favourite shade': 'Snow',
} as const;

/** A shop in California: its law alone binds. It has no manual store. */
export function californianDesk(more: Partial<Desk> = {}): Desk {
  return aDesk({
    place: 'US-CA',
    zone: 'America/Los_Angeles',
    laws: [{ regime: 'us-ca-ccpa', applies: 'binds', because: 'We sell in California.' }],
    staff: [alma, bruno],
    stores: aDesk().stores.filter(({ id }) => id === 'shop'),
    ...more,
  });
}

/** The shop's map with three data points. */
export function pointedMap(): DataMap {
  const points = ['birth', 'club', 'shade'].map((name, at) =>
    aField(name, Object.keys(miasPoints)[at] ?? '', {
      categories: [at === 0 ? 'user.demographic.date_of_birth' : 'user.demographic.profile'],
      dataPoint: true,
    }),
  );
  const collections = shopStore.collections.map(
    (one): CollectionMap => (one.name === 'customers' ? { ...one, fields: [...one.fields, ...points] } : one),
  );
  return aMap({ stores: [{ ...shopStore, collections }] });
}

export function pointedRows(): Record<string, MemoryRow[]> {
  const rows = shopRows();
  const held = [miasPoints, noahsPoints].map(Object.values);
  rows.customers = (rows.customers ?? []).map((row, at) => {
    const [birth = '', club = '', shade = ''] = (held[at] ?? []) as string[];
    return { ...row, birth, club: Number(club), shade };
  });
  return rows;
}

export function californianWorld(more: Parameters<typeof aWorld>[0] = {}): World {
  return aWorld({ desk: californianDesk(), map: pointedMap(), rows: { shop: pointedRows() }, ...more });
}

/** A request by Mia that waits for a decision. */
export async function waitingForDecision(
  world: World,
  livesIn: string | undefined = 'US-CA',
  more: Parameters<typeof aForm>[0] = {},
): Promise<string> {
  const id = await verified(world, aForm({ email: mia.email, ...(livesIn ? { livesIn } : {}), ...more }));
  await search(world, id);
  await askDecision(world, { requestId: id, taskToken: `decide:${id}` });
  return id;
}

/** The same, approved by Alma after this time (ISO 8601): its machine asks what only people can do. */
export async function approvedCopy(
  world: World,
  livesIn: string | undefined = 'US-CA',
  late = 'PT0S',
): Promise<string> {
  const id = await waitingForDecision(world, livesIn);
  world.clock.forward(late);
  await approve(world, id);
  return id;
}

export async function approve(world: World, id: string): Promise<void> {
  const { log } = await world.register.load(id);
  const frozen = log.find((e) => e.type === 'manifest-frozen')?.data as { hash: string; version: number };
  await world.register.append(id, 'decide', () =>
    anEvent('decided', {
      decision: 'approved',
      staffId: 'alma',
      manifestHash: frozen.hash,
      manifestVersion: frozen.version,
    }),
  );
  await askManualStores(world, { requestId: id, taskToken: `people:${id}` });
}
