import type { DataMap } from '../domain/data-map';
import { sellingTo } from '../domain/sold-or-shared';
import type { Recipient, SaysNone, SystemMap } from '../domain/system-map';
import { systemsWithoutStores } from '../domain/systems-without-stores';
import { unstatedBy } from '../domain/unstated';

/** Their path in a package. */
export const LOOSE_USES = 'data/uses-without-records.json';

/**
 * The uses that no record is tied to, for programs; undefined when there are none. Null means that the map
 * does not say; an empty list and `false` are the map's own words.
 */
export function looseUsesJson(map: DataMap): string | undefined {
  const systems = systemsWithoutStores(map);
  if (systems.length === 0) return undefined;
  return `${JSON.stringify(systems.map(toldOf), null, 2)}\n`;
}

function toldOf(system: SystemMap) {
  const { title, purposes, recipients, transfers, automatedDecisions } = system;
  const untold = unstatedBy([system]);
  const unless = <T>(what: SaysNone, all: readonly T[]) => (untold.includes(what) ? null : all);
  return {
    ...{ title, mayConcernYou: true },
    purposes: purposes.length > 0 ? purposes.map(textsToldIn) : null,
    recipients: unless('recipients', recipients.map(recipientTold)),
    transfers: unless('transfers', transfers.map(textsToldIn)),
    automatedDecisions: unless('automatedDecisions', automatedDecisions.map(textsToldIn)),
  };
}

function recipientTold(recipient: Recipient) {
  const { name, role, purpose, contact } = recipient;
  return { ...textsToldIn({ name, role, purpose, contact }), soldOrShared: sold[sellingTo(recipient)] };
}

/** Empty texts and lists say nothing. */
function textsToldIn(one: object): object {
  return Object.fromEntries(Object.entries(one).map(([name, value]) => [name, isTold(value) ? value : null]));
}

function isTold(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return !Array.isArray(value) || value.length > 0;
}

const sold = { 'sold-or-shared': true, disclosed: false, unknown: null } as const;
