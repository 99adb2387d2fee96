import type { DataMap } from '../functions/domain/data-map';
import { rightNames, rights } from '../functions/domain/rights';
import { concernOf } from '../functions/domain/stopped-uses';

/** A recipient for which the map does not say whether an opt-out concerns it. */
export interface UnclearRecipient {
  readonly system: string;
  readonly name: string;
}

const optOuts = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');

/**
 * Recipients that are not informed of an opt-out until staff say so, request by request: those without
 * `data_uses`, of a system whose use an opt-out may stop. A recipient that only hosts a store has nothing to
 * stop.
 */
export function unclearRecipientsOf(map: DataMap): UnclearRecipient[] {
  return map.systems.flatMap((system) =>
    system.recipients
      .filter(({ uses, hosts }) => uses === undefined && hosts === undefined)
      .filter((recipient) => optOuts.some((right) => concernOf(right, system, recipient) === 'unclear'))
      .map(({ name }) => ({ system: system.key, name })),
  );
}
