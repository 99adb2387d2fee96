import type { VendorYaml } from '../functions/config/vendor/vendor-schema';
import type {
  Vendor,
  VendorCall,
  VendorEndpoint,
  VendorErasure,
  VendorRead,
} from '../functions/connectors/http/vendor';
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
  target: ErasureTarget | undefined,
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
    ...vendor.account.map((one) => `account   ${callText(one)} at ${one.at}`),
    ...(vendor.account.length > 0
      ? []
      : ['account   not told apart: a key of another one would not be noticed']),
    ...Object.entries(vendor.endpoints).flatMap(([name, endpoint]) => endpointLines(name, endpoint)),
    '',
    ...(target === undefined
      ? ['No call that erases or changes anything is sent without --erase.']
      : [
          `Rows of ${target.name} that hold the value in ${target.field} will be ERASED at the vendor, each by these calls. That may be impossible to undo.`,
          ...target.endpoint.erase.steps.map((step) => `  ${callText(step)}`),
        ]),
  ];
}

/** Where a try erases: one endpoint, and the field in which its rows hold the value. */
export interface ErasureTarget {
  readonly name: string;
  readonly field: string;
  readonly endpoint: VendorEndpoint & { readonly erase: VendorErasure };
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
    ...alsoEnds.map(({ what }) => `          would also end ${what}: only with a tick of staff`),
    `          ${settlesWithin ? `is settled within ${settlesWithin}` : 'is done at once'}`,
  ];
}

function wayText({ by }: VendorRead): string {
  return 'identity' in by ? by.identity : `${by.endpoint}.${by.field}`;
}

function callText({ method, path }: VendorCall): string {
  return `${method} ${path}`;
}
