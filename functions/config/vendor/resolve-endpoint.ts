import { placeholdersIn } from '../../connectors/http/fill-template';
import type {
  GoneWhen,
  VendorEnding,
  VendorEndpoint,
  VendorErasure,
  VendorRead,
} from '../../connectors/http/vendor';
import { defined } from '../../domain/defined';
import { callOf, pagingOf, type Renamed, stepOf } from './vendor-call';
import type {
  CallYaml,
  EndingYaml,
  FidesEndpointYaml,
  ListYaml,
  OwnEndpointYaml,
  ReadYaml,
  UpdateYaml,
} from './vendor-schema';

/** An endpoint of a file, from what Fides can say of it and what only this desk needs. */
export function endpointOf(written: FidesEndpointYaml, own: OwnEndpointYaml): VendorEndpoint {
  const { requests } = written;
  const key = own.key ?? ['id'];
  const update = own.update ?? usable(requests.update, written.name, key);
  const erase = erasureOf(own);
  return {
    key,
    reads: [requests.read ?? []].flat().flatMap(readOf),
    ...(own.get ? { get: { ...callOf(own.get, {}), rowsAt: own.get.data_path ?? '' } } : {}),
    rereads: own.reread ?? false,
    lift: (own.lift ?? []).map((one) => (typeof one === 'string' ? { name: one, fields: [] } : one)),
    goneWhen: signsOf(own.gone_when),
    includes: (own.include ?? []).map((one) => ({ field: one.field, ...listOf(one) })),
    ...(own.sample ? { sample: listOf(own.sample) } : {}),
    ...(update ? { update: callOf(update, ownNames(update, written.name)) } : {}),
    ...defined({ erase }),
    optOuts: (own.opt_out ?? []).map(({ right, steps }) => ({
      right,
      steps: steps.map((step) => stepOf(step, {})),
    })),
  };
}

function signsOf(written: OwnEndpointYaml['gone_when'] = []): GoneWhen[] {
  return written.map((sign) =>
    'is' in sign ? { field: sign.field, is: sign.is } : { field: sign.field, isSet: true },
  );
}

function listOf(written: ListYaml) {
  const paging = pagingOf(written.pagination);
  return { ...callOf(written, {}), rowsAt: written.data_path ?? '', ...defined({ paging }) };
}

/** A read by one value; what needs several at once, or a field of another store, is not asked. */
function readOf(written: ReadYaml): VendorRead[] {
  const params = (written.param_values ?? []).filter(({ connector_param: own }) => own === undefined);
  const [only] = params;
  if (params.length !== 1 || only === undefined) return [];
  const by = readBy(only);
  return by === undefined ? [] : [{ by, ...listOf(written) }];
}

function readBy({
  name,
  identity,
  references = [],
}: NonNullable<CallYaml['param_values']>[number]): VendorRead['by'] | undefined {
  if (identity !== undefined) return { identity, param: name };
  const [endpoint, ...field] = references[0]?.field.split('.') ?? [];
  return endpoint === undefined ? undefined : { endpoint, field: field.join('.'), param: name };
}

/** Placeholders that refer to a field of the same endpoint are called after it. */
function ownNames({ param_values: params = [] }: CallYaml, endpoint: string): Renamed {
  return Object.fromEntries(
    params.flatMap(({ name, references = [] }) => {
      const [at, ...field] = references[0]?.field.split('.') ?? [];
      return at === endpoint ? [[name, field.join('.')]] : [];
    }),
  );
}

/**
 * A call of Fides that needs the key of a row and no more; others stand on fields of several rows, which
 * Fides has at hand and the desk has not, or name no row at all.
 */
function usable(
  written: UpdateYaml | undefined,
  endpoint: string,
  key: readonly string[],
): UpdateYaml | undefined {
  if (written === undefined) return undefined;
  const { path, query, body = '' } = callOf(written, ownNames(written, endpoint));
  const names = [path, body, ...query.map(({ value }) => value)].flatMap(placeholdersIn);
  const isKnown = names.every((name) => key.includes(name) || OWN_FIELDS.includes(name));
  return isKnown && key.every((field) => names.includes(field)) ? written : undefined;
}

/** What the desk fills in: the fields that are to be written. */
const OWN_FIELDS = ['masked_object_fields', 'all_object_fields'];

/**
 * What the file itself says under `rightsdesk`. A deletion of Fides is never one: nothing says whether the
 * vendor erases by it or only archives, nor what it takes along.
 */
function erasureOf({ erase }: OwnEndpointYaml): VendorErasure | undefined {
  if (erase === undefined) return undefined;
  if ('goes_with' in erase)
    return {
      steps: [],
      goesWith: erase.goes_with,
      settlesWithin: erase.settles_within,
      alsoEnds: [],
      alsoRemoves: [],
    };
  return {
    steps: erase.steps.map((step) => stepOf(step, {})),
    ...defined({ settlesWithin: erase.settles_within }),
    alsoRemoves: erase.also_removes ?? [],
    alsoEnds: (erase.also_ends ?? []).map(endingOf),
  };
}

function endingOf(written: EndingYaml): VendorEnding {
  const { what, several, key = 'id', shows = [], over_when: overWhen } = written;
  return { what, ...defined({ several }), key, shows, overWhen: signsOf(overWhen), ...listOf(written) };
}
