import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

const names = [
  'stateTransition',
  'invocation',
  'gigabyteSecond',
  'readUnit',
  'writeUnit',
  'tableGigabyteMonth',
  'recoveryGigabyteMonth',
  'objectWrite',
  'objectRead',
  'objectGigabyteMonth',
  'keyCall',
  'keyMonth',
  'parameterCall',
  'mail',
  'page',
  'logGigabyte',
  'alarmMonth',
  'metricMonth',
  'gigabyteOut',
  'endpointMonth',
] as const;

const price = z.strictObject({
  usd: z.number().nonnegative(),
  unit: z.string().min(1),
  from: z.enum(['price list', 'elsewhere']),
  link: z.url({ protocol: /^https$/, hostname: /^aws\.amazon\.com$/ }),
});

const priceFile = z.strictObject({
  read: z.iso.date(),
  region: z.string(),
  currency: z.literal('USD'),
  note: z.string(),
  prices: z.strictObject(
    Object.fromEntries(names.map((name) => [name, price])) as Record<PriceName, typeof price>,
  ),
});

export type PriceName = (typeof names)[number];
/** Every price with its unit, its page at AWS, and the source of the number. */
export type PriceFile = z.infer<typeof priceFile>;

/** Days after which prices should be checked again. */
const FRESH_DAYS = 180;

export function readPrices(): PriceFile {
  return priceFile.parse(JSON.parse(readFileSync(join(__dirname, 'prices.json'), 'utf8')));
}

/**
 * A warning when the prices are old; otherwise undefined.
 *
 * @param today - civil date, `2026-11-24`
 */
export function staleness({ read }: Pick<PriceFile, 'read'>, today: string): string | undefined {
  const { days } = Temporal.PlainDate.from(read).until(today);
  if (days <= FRESH_DAYS) return undefined;
  return `the prices are ${days} days old: read them again and change cost/prices.json`;
}
