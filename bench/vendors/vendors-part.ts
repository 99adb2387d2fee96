import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { readVendor, vendorPath } from '../../functions/config/vendor/read-vendor';
import type { Vendor, VendorLimits } from '../../functions/connectors/http/vendor';
import { VendorSession } from '../../functions/connectors/http/vendor-session';
import type { Transport } from '../../functions/connectors/https/https-transport';
import {
  type BenchContext,
  type BenchPart,
  figureOf,
  type Gate,
  OURS,
  type PartFindings,
} from '../machinery/bench-part';
import { once } from '../machinery/spread';

/** Settings of an account that the files ask for. */
const ACCOUNTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stripe: {},
  hubspot: {},
  shopify: { shop: 'lamps' },
  mailchimp: { data_center: 'us20' },
};
/** How long the stand-in takes to answer, in milliseconds. */
const ANSWER_MS = 20;
const WITHOUT = 'without limits';
const LEAST = 'as few as the limit allows';

export const vendorsPart: BenchPart = {
  name: 'vendors',
  asks: 'Are the limits of a vendor kept when many requests come at once, and no longer than needed?',
  run: async (context) => {
    const all: PartFindings[] = [];
    for (const [name, account] of Object.entries(ACCOUNTS))
      all.push(await measureVendor(context, name, readVendor(vendorPath(name, __dirname), account)));
    return {
      figures: all.flatMap(({ figures }) => figures),
      gates: all.flatMap(({ gates }) => gates),
      notes: [NOTE],
    };
  },
};

const NOTE =
  'The limits are those of the files that come with Rightsdesk, and the calls are their test request, through the session that every call of a vendor takes. A stand-in in this process answers after 20 ms. A second may begin at any call.';

interface Begun {
  /** Milliseconds at which each call began. */
  readonly at: readonly number[];
  readonly mostAtOnce: number;
}

async function measureVendor(
  { sizes: { vendorCalls }, say }: BenchContext,
  name: string,
  vendor: Vendor,
): Promise<PartFindings> {
  say(`${vendorCalls} calls of ${name} at once`);
  const kept = await callsOf(vendor, vendorCalls);
  const free = await callsOf({ ...vendor, limits: {} }, vendorCalls);
  const { limits } = vendor;
  const figures = [];
  const gates: Gate[] = [];
  if (limits.perSecond !== undefined) {
    const what = `${vendorCalls} calls of ${name} at once: the most that began in a second`;
    const counted = mostWithinSecond(kept);
    figures.push(
      figureOf(what, 'calls', { [OURS]: once(counted), [WITHOUT]: once(mostWithinSecond(free)) }),
      figureOf(`${vendorCalls} calls of ${name} at once: until the last began`, 's', {
        [OURS]: once(secondsOf(kept)),
        [LEAST]: once(leastSeconds(vendorCalls, limits.perSecond)),
      }),
    );
    gates.push({ what, unit: 'calls', counted, goal: limits.perSecond });
  }
  if (limits.atOnce !== undefined) {
    const what = `${vendorCalls} calls of ${name} at once: the most under way together`;
    figures.push(
      figureOf(what, 'calls', { [OURS]: once(kept.mostAtOnce), [WITHOUT]: once(free.mostAtOnce) }),
    );
    gates.push({ what, unit: 'calls', counted: kept.mostAtOnce, goal: limits.atOnce });
  }
  return { figures, gates };
}

async function callsOf(vendor: Vendor & { readonly limits: VendorLimits }, many: number): Promise<Begun> {
  const at: number[] = [];
  const now = { underWay: 0, most: 0 };
  const transport: Transport = async () => {
    at.push(performance.now());
    now.underWay += 1;
    now.most = Math.max(now.most, now.underWay);
    await sleep(ANSWER_MS);
    now.underWay -= 1;
    return { status: 200, headers: {}, text: '{}' };
  };
  const secrets = Object.fromEntries(vendor.secrets.map((name) => [name, 'swordfish']));
  const session = new VendorSession(vendor, secrets, transport);
  await Promise.all(Array.from({ length: many }, () => session.call(session.vendor.test, { values: {} })));
  return { at, mostAtOnce: now.most };
}

function mostWithinSecond({ at }: Begun): number {
  return Math.max(...at.map((from) => at.filter((one) => one >= from && one < from + 1_000).length));
}

function secondsOf({ at }: Begun): number {
  return (Math.max(...at) - Math.min(...at)) / 1_000;
}

/** The first calls begin at once, then as many each second. */
function leastSeconds(many: number, perSecond: number): number {
  return Math.ceil(many / perSecond) - 1;
}
