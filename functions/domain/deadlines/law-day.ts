import { Temporal } from 'temporal-polyfill';
import type { Regime } from './law';

/**
 * The civil days of one instant that decide whether a law is in force: at the establishment, and where the
 * law was made. Acts say on which day they take effect and not in whose zone, so the requester has what
 * begins from the earlier midnight of the two, and nothing counts against them before the later one.
 */
interface LawDays {
  /** For rights, dates and what must not be shown. A plain date. */
  readonly givingOn: string;
  /** For grounds to refuse. A plain date. */
  readonly refusingOn: string;
}

/**
 * @param zone - of the establishment; the dates themselves are still counted from its civil day of receipt
 */
export function lawDays({ zone: home }: Pick<Regime, 'zone'>, instant: string, zone: string): LawDays {
  const days = [zone, home ?? zone].map((one) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(one).toPlainDate().toString(),
  );
  const [refusingOn = '', givingOn = ''] = days.sort();
  return { givingOn, refusingOn };
}
