import type { VendorYaml } from '../functions/config/vendor/vendor-schema';
import type { Vendor, VendorCall, VendorEndpoint, VendorRead } from '../functions/connectors/http/vendor';
import { countLabel } from './count-text';

/** Every list of a vendor that is asked for by a value. */
export function reads(vendor: Vendor) {
  return Object.entries(vendor.endpoints).flatMap(([name, endpoint]) =>
    endpoint.reads.map((read) => ({ name, endpoint, read })),
  );
}

/** What a file would have the desk do, before anything is sent. Secrets by their names, values not at all. */
export function planLines(
  vendor: Vendor,
  { rightsdesk: own = {} }: VendorYaml,
  { erase }: { readonly erase?: true },
): string[] {
  const { authentication, limits } = vendor;
  const memory = (own.sources ?? []).filter(({ how }) => how === 'memory');
  return [
    `${vendor.name}, at https://${vendor.host}${'tokenHost' in authentication ? ` and https://${authentication.tokenHost}` : ''}`,
    `signs in by ${authentication.strategy.replaceAll('_', ' ')}, with ${vendor.secrets.join(', ') || 'no secret'}`,
    `limits: ${limitText(limits)}`,
    `sources: ${countLabel(own.sources?.length ?? 0, 'sentence')}, of which ${memory.length} from memory`,
    ...(own.only_an_account_shows ?? []).map((one) => `only an account shows: ${one}`),
    '',
    `test      ${callText(vendor.test)}`,
    ...Object.entries(vendor.endpoints).flatMap(([name, endpoint]) => endpointLines(name, endpoint)),
    '',
    erase
      ? 'With --erase, rows that are found and hold the value are ERASED at the vendor. That may be impossible to undo.'
      : 'No call that erases or changes anything is sent without --erase.',
  ];
}

function limitText({ perSecond, perMinute, atOnce }: Vendor['limits']): string {
  const parts = [
    perSecond && `${perSecond} a second`,
    perMinute && `${perMinute} a minute`,
    atOnce && `${atOnce} at once`,
  ];
  return parts.filter(Boolean).join(', ') || 'none stated';
}

function endpointLines(name: string, endpoint: VendorEndpoint): string[] {
  const { get, update, erase } = endpoint;
  return [
    '',
    `${name}, named by ${endpoint.key.join(' and ')}`,
    ...endpoint.reads.map((read) => `  find    ${callText(read)} by ${wayText(read)}`),
    ...(get ? [`  read    ${callText(get)}`] : []),
    ...endpoint.includes.map((one) => `  copy    ${callText(one)} as ${one.field}`),
    ...(update ? [`  change  ${callText(update)}`] : []),
    ...endpoint.optOuts.flatMap(({ right, steps }) => steps.map((step) => `  ${right}  ${callText(step)}`)),
    ...(erase ? eraseLines(erase) : ['  erase   cannot be erased by this file']),
  ];
}

function eraseLines({
  steps,
  goesWith,
  settlesWithin,
  alsoEnds,
  alsoRemoves,
}: NonNullable<VendorEndpoint['erase']>) {
  return [
    ...(goesWith ? [`  erase   goes with ${goesWith}`] : []),
    ...steps.map((step) => `  erase   ${callText(step)}`),
    ...(alsoRemoves.length > 0 ? [`          removes ${alsoRemoves.join(', ')} along`] : []),
    ...alsoEnds.map(({ what }) => `          would also end ${what}: then the row waits for staff`),
    `          ${settlesWithin ? `is settled within ${settlesWithin}` : 'is done at once'}`,
  ];
}

function wayText({ by }: VendorRead): string {
  return 'identity' in by ? by.identity : `${by.endpoint}.${by.field}`;
}

function callText({ method, path }: VendorCall): string {
  return `${method} ${path}`;
}
