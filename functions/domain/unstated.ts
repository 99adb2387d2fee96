import type { CollectionMap } from './data-map';
import type { SaysNone, SystemMap } from './system-map';

/** What an answer must say about a collection, and the map may leave open. */
export type Unstated = SaysNone | 'source' | 'purposes' | 'legalBasis' | 'retention';

/** Continues the sentence "the map of our stores does not say". */
export const unstatedText: Readonly<Record<Unstated, string>> = {
  source: 'from where it comes',
  purposes: 'what it is used for',
  legalBasis: 'on which legal basis',
  retention: 'how long it is kept',
  recipients: 'whether anybody outside receives it',
  transfers: 'whether it is sent to countries with another data protection law',
  automatedDecisions: 'whether a machine alone decides anything by it',
};

/**
 * What the map leaves open about one collection; silence is never a "no". A collection that no system uses
 * leaves all of it open.
 */
export function unstatedOf(collection: CollectionMap, systems: readonly SystemMap[]): Unstated[] {
  const used = systems.filter((system) => collection.systemKeys.includes(system.key));
  return [...(collection.source.trim() === '' ? (['source'] as const) : []), ...unstatedBy(used)];
}

/** What one system, or several together, leave open. */
export function unstatedBy(systems: readonly SystemMap[]): Unstated[] {
  const purposes = systems.flatMap((system) => system.purposes);
  const isOpen: Readonly<Record<Exclude<Unstated, 'source'>, boolean>> = {
    purposes: purposes.length === 0 || systems.some((system) => system.purposes.length === 0),
    legalBasis: purposes.some(({ legalBasis }) => legalBasis.trim() === ''),
    retention: purposes.some(({ retention }) => retention.trim() === ''),
    recipients: systems.length === 0 || systems.some((system) => isSilent(system, 'recipients')),
    transfers: systems.length === 0 || systems.some((system) => isSilent(system, 'transfers')),
    automatedDecisions:
      systems.length === 0 || systems.some((system) => isSilent(system, 'automatedDecisions')),
  };
  return (Object.keys(isOpen) as (keyof typeof isOpen)[]).filter((what) => isOpen[what]);
}

function isSilent(system: SystemMap, what: SaysNone): boolean {
  return system[what].length === 0 && !system.saysNone?.includes(what);
}
