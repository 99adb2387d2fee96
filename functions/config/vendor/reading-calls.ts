import type { Vendor, VendorCall, VendorEndpoint } from '../../connectors/http/vendor';
import type { Note } from './vendor-file-error';

type PlacedCall = readonly [path: string, call: VendorCall];

/** Calls that only read, each made by a search or an examination, must not be able to change anything. */
export function checkReadingCalls(vendor: Vendor, note: Note): void {
  const calls: PlacedCall[] = [
    ['saas_config.test_request', vendor.test],
    ...vendor.account.map((one, nth): PlacedCall => [`rightsdesk.account[${nth}]`, one]),
    ...Object.entries(vendor.lists).map(([name, one]): PlacedCall => [`rightsdesk.lists.${name}`, one]),
    ...Object.entries(vendor.endpoints).flatMap(([name, one]) => readingCalls(`endpoints.${name}`, one)),
  ];
  for (const [path, { method }] of calls)
    if (method !== 'GET' && method !== 'POST')
      note(
        path,
        `only reads, and ${method} changes what it names`,
        'Use GET, or POST where the vendor searches by it.',
      );
}

function readingCalls(path: string, { reads, get, sample, includes, erase }: VendorEndpoint): PlacedCall[] {
  return [
    ...reads.map((one): PlacedCall => [`${path}.read`, one]),
    ...(get ? [[`${path}.get`, get] as const] : []),
    ...(sample ? [[`${path}.sample`, sample] as const] : []),
    ...includes.map((one): PlacedCall => [`${path}.include.${one.field}`, one]),
    ...(erase?.alsoEnds ?? []).map((one, nth): PlacedCall => [`${path}.erase.also_ends[${nth}]`, one]),
  ];
}
