import { placeholdersIn } from '../../connectors/http/fill-template';
import type { Vendor, VendorCall, VendorEndpoint, VendorStep } from '../../connectors/http/vendor';
import type { Note } from './vendor-file-error';

/** What the connector fills in by itself. */
const OWN = ['masked_object_fields', 'all_object_fields'];

interface CheckedCall {
  readonly path: string;
  readonly call: VendorCall;
  readonly known: readonly string[];
}

/** Every placeholder must have a value, and must stand where no value can end the text around it. */
export function checkPlaceholders(vendor: Vendor, note: Note): void {
  const lists = Object.keys(vendor.lists);
  const calls: CheckedCall[] = [
    { path: 'saas_config.test_request', call: vendor.test, known: [] },
    ...vendor.account.map((call, nth) => ({ path: `rightsdesk.account[${nth}]`, call, known: [] })),
    ...Object.entries(vendor.endpoints).flatMap(([name, endpoint]) => callsOf(name, endpoint)),
  ];
  for (const { path, call, known } of calls) {
    const lacks = textsOf(call)
      .flatMap(placeholdersIn)
      .filter((name) => ![...known, ...lists, ...OWN].includes(name));
    for (const name of new Set(lacks))
      note(path, `<${name}> has no value there`, 'Name a field of the key, an identity or a reference.');
    if (call.body !== undefined && !isSafeBody(call.body, lists))
      note(path, 'the body is no JSON with its placeholders inside texts', 'Put each placeholder in quotes.');
  }
  checkSecrets(vendor, note);
}

function callsOf(name: string, endpoint: VendorEndpoint): CheckedCall[] {
  const path = `endpoints.${name}`;
  const byKey = (what: string, call: VendorCall | undefined): CheckedCall[] =>
    call === undefined ? [] : [{ path: `${path}.${what}`, call, known: endpoint.key }];
  return [
    ...endpoint.reads.map((read) => ({ path: `${path}.read`, call: read, known: [read.by.param] })),
    ...byKey('get', endpoint.get),
    ...byKey('update', endpoint.update),
    ...(endpoint.sample ? [{ path: `${path}.sample`, call: endpoint.sample, known: [] }] : []),
    ...endpoint.includes.flatMap((one) => byKey(`include.${one.field}`, one)),
    ...(endpoint.erase?.alsoEnds ?? []).flatMap((one) => byKey('erase.also_ends', one)),
    ...stepCalls(`${path}.erase`, endpoint, endpoint.erase?.steps ?? []),
    ...endpoint.optOuts.flatMap(({ steps }) => stepCalls(`${path}.opt_out`, endpoint, steps)),
  ];
}

/** A step knows what earlier ones kept. */
function stepCalls(path: string, { key }: VendorEndpoint, steps: readonly VendorStep[]): CheckedCall[] {
  return steps.map((call, nth) => ({
    path: `${path}.steps[${nth}]`,
    call,
    known: [...key, ...steps.slice(0, nth).flatMap(({ keep }) => Object.keys(keep))],
  }));
}

function textsOf({ path, query, headers, body = '', failsWhen = [], mustHold = [] }: VendorCall): string[] {
  const signs = [...failsWhen, ...mustHold].flatMap((sign) => ('isOneOf' in sign ? sign.isOneOf : []));
  return [path, ...[...query, ...headers].map(({ value }) => value), body, ...signs];
}

/** With every placeholder as a word it must be JSON, and each such word must be inside a text. */
function isSafeBody(body: string, lists: readonly string[]): boolean {
  const mark = 'PLACEHOLDER';
  const listed = lists.reduce((text, name) => text.replaceAll(`<${name}>`, '[]'), body);
  const written = listed
    .replaceAll(/<(masked|all)_object_fields>/g, '"x":"x"')
    .replaceAll(/<[a-zA-Z]\w*(\|quoted)?>/g, mark);
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}

/** Secrets stand in the authentication alone: a path or a body may be written down by a vendor. */
function checkSecrets({ secrets, authentication }: Vendor, note: Note): void {
  const used = new Set(
    Object.values(authentication)
      .flatMap((value) =>
        typeof value === 'string' ? [value] : (value as { value: string }[]).map((one) => one.value),
      )
      .flatMap(placeholdersIn),
  );
  for (const name of used)
    if (!secrets.includes(name))
      note(
        'saas_config.client_config.authentication',
        `<${name}> is no secret of the file`,
        'Add it to connector_params with sensitive: true.',
      );
}
