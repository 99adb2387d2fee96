import type { Note } from './vendor-file-error';
import type { FidesEndpointYaml, OwnEndpointYaml, VendorYaml } from './vendor-schema';

/** How Fides' files write the key of their own data set. */
const THIS_FILE = '<instance_fides_key>';

interface Naming {
  readonly names: readonly string[];
  readonly note: Note;
}

/**
 * Every endpoint that a file speaks of must be one of its own: a misspelt name would take the protection off
 * what has to be kept, or leave an erasure out.
 */
export function checkNamedEndpoints({ saas_config: config, rightsdesk }: VendorYaml, note: Note): void {
  const names = config.endpoints.map(({ name }) => name);
  const naming = { names, note };
  for (const name of new Set(names.filter((one, at) => names.indexOf(one) !== at)))
    note(`saas_config.endpoints.${name}`, 'is there twice', 'Give each endpoint a name of its own.');
  for (const endpoint of config.endpoints) checkReferences(naming, config.fides_key, endpoint);
  for (const [name, own] of Object.entries(rightsdesk?.endpoints ?? {})) {
    assertNamed(naming, `rightsdesk.endpoints.${name}`, name);
    checkErasure(naming, name, own);
  }
}

function assertNamed({ names, note }: Naming, path: string, name: string): void {
  if (names.includes(name)) return;
  note(path, `the file has no endpoint ${name}`, `It has: ${names.join(', ')}. Correct the name.`);
}

function checkReferences(naming: Naming, file: string, { name, requests }: FidesEndpointYaml): void {
  const { read, update, delete: deletion } = requests;
  const calls = { read: [read ?? []].flat(), update: [update ?? []].flat(), delete: [deletion ?? []].flat() };
  for (const [what, written] of Object.entries(calls))
    for (const { references = [] } of written.flatMap(({ param_values: params = [] }) => params))
      for (const { dataset = file, field } of references)
        if (dataset === file || dataset === THIS_FILE)
          assertNamed(
            naming,
            `saas_config.endpoints.${name}.requests.${what}`,
            field.slice(0, field.indexOf('.')),
          );
}

function checkErasure(naming: Naming, name: string, { erase }: OwnEndpointYaml): void {
  if (erase === undefined) return;
  const path = `rightsdesk.endpoints.${name}.erase`;
  if ('goes_with' in erase) {
    assertNamed(naming, `${path}.goes_with`, erase.goes_with);
    if (erase.goes_with === name)
      naming.note(
        path,
        'an endpoint cannot go with itself',
        'Name the one it goes with, or write its steps.',
      );
    return;
  }
  for (const removed of erase.also_removes ?? []) assertNamed(naming, `${path}.also_removes`, removed);
  const lists = (erase.also_ends ?? []).map(({ what }) => what);
  for (const what of new Set(lists.filter((one, at) => lists.indexOf(one) !== at)))
    naming.note(
      `${path}.also_ends`,
      `two lists are called "${what}", so that a tick for one would count for the other`,
      'Give each list a what of its own.',
    );
}
