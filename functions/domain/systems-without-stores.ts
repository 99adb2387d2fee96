import type { DataMap } from './data-map';
import type { SystemMap } from './system-map';

/**
 * Systems that no collection of the map belongs to: an advertising pixel, a widget that passes data straight
 * on. No search finds anybody in them, so it cannot be looked up whether they concern a person; an answer
 * says that they may (Art. 15(1)(c) GDPR: recipients to whom data "have been or will be disclosed"; 1798.110,
 * .115 Civ. Code).
 */
export function systemsWithoutStores({ stores, systems }: Pick<DataMap, 'stores' | 'systems'>): SystemMap[] {
  const tied = new Set(stores.flatMap(({ collections }) => collections.flatMap((one) => one.systemKeys)));
  return systems.filter(({ key }) => !tied.has(key));
}
