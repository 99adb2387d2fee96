import type { DataMap } from '../domain/data-map';
import { looseSystems } from '../domain/loose-systems';
import { sellingTo } from '../domain/sold-or-shared';

/** Where they lie in a package. */
export const LOOSE_USES = 'data/uses-without-records.json';

/** The uses that no record is tied to, for programs; undefined where there are none. `soldOrShared` is null where the map does not say. */
export function looseUsesJson(map: DataMap): string | undefined {
  const systems = looseSystems(map);
  if (systems.length === 0) return undefined;
  const told = systems.map(({ title, purposes, recipients, transfers, automatedDecisions }) => ({
    ...{ title, mayConcernYou: true, purposes },
    recipients: recipients.map(({ name, role, purpose, contact, ...one }) => ({
      ...{ name, role, purpose, contact },
      soldOrShared: sold[sellingTo({ name, role, purpose, contact, ...one })],
    })),
    ...{ transfers, automatedDecisions },
  }));
  return `${JSON.stringify(told, null, 2)}\n`;
}

const sold = { 'sold-or-shared': true, disclosed: false, unknown: null } as const;
