import { placeholdersIn } from '../../connectors/http/fill-template';
import type { Vendor, VendorCall, VendorEndpoint, VendorStep } from '../../connectors/http/vendor';
import type { Note } from './vendor-file-error';

/**
 * Every call about one row must name that row: an erasure without its key would erase them all, and the
 * vendor would answer that it succeeded.
 */
export function checkAims({ endpoints }: Vendor, note: Note): void {
  for (const [name, endpoint] of Object.entries(endpoints))
    checkEndpoint(`endpoints.${name}`, endpoint, note);
}

function checkEndpoint(path: string, endpoint: VendorEndpoint, note: Note): void {
  const { key, get, update, erase, includes, optOuts } = endpoint;
  if (get) noteMissing(`${path}.get`, missing(key, fieldsIn(get)), note);
  if (update) noteMissing(`${path}.update`, missing(key, fieldsIn(update)), note);
  for (const one of includes) noteUnaimed(`${path}.include.${one.field}`, key, one, note);
  for (const [nth, one] of (erase?.alsoEnds ?? []).entries())
    noteUnaimed(`${path}.erase.also_ends[${nth}]`, key, one, note);
  if (erase && erase.steps.length > 0) checkSteps(`${path}.erase.steps`, key, erase.steps, note);
  for (const { steps } of optOuts) checkSteps(`${path}.opt_out.steps`, key, steps, note);
}

/** Placeholders of what decides on which row a call acts. Headers do not. */
function fieldsIn({ path, query, body = '' }: VendorCall): string[] {
  return [path, ...query.map(({ value }) => value), body].flatMap(placeholdersIn);
}

function missing(key: readonly string[], named: readonly string[]): string[] {
  return key.filter((field) => !named.includes(field));
}

/** A list below a row is asked for by a part of its key at least. */
function noteUnaimed(path: string, key: readonly string[], call: VendorCall, note: Note): void {
  if (missing(key, fieldsIn(call)).length < key.length) return;
  note(path, 'names no field of the key, so it would list what is of everybody', remedyFor(key));
}

function noteMissing(path: string, fields: readonly string[], note: Note, verb = 'names'): void {
  if (fields.length === 0) return;
  note(path, `${verb} no ${placeholders(fields)}, so it would act on more than the row`, remedyFor(fields));
}

function placeholders(fields: readonly string[]): string {
  return fields.map((field) => `<${field}>`).join(', ');
}

function remedyFor(fields: readonly string[]): string {
  return `Put ${placeholders(fields)} into its path, query or body.`;
}

interface AimedStep {
  readonly step: VendorStep;
  /** Fields of the key that it names itself, or by a value that an earlier answer gave for them. */
  readonly named: readonly string[];
}

/**
 * What removes or replaces names the whole key; what else acts names a part of it, unless it only begins
 * something for later steps; together they name all of it.
 */
function checkSteps(path: string, key: readonly string[], steps: readonly VendorStep[], note: Note): void {
  const aimed = aimedSteps(key, steps);
  for (const [nth, { step, named }] of aimed.entries()) {
    const fields = missing(key, named);
    const isLoose = step.method === 'POST' && (fields.length < key.length || hasKept(step));
    if (step.method !== 'GET' && !isLoose) noteMissing(`${path}[${nth}]`, fields, note);
  }
  const acting = aimed.filter(({ step }) => step.method !== 'GET');
  const all = (acting.length > 0 ? acting : aimed).flatMap(({ named }) => named);
  noteMissing(path, missing(key, all), note, 'name');
}

function hasKept({ keep }: VendorStep): boolean {
  return Object.keys(keep).length > 0;
}

/** A kept value stands for the fields by which it was asked for, and hides a field of the same name. */
function aimedSteps(key: readonly string[], steps: readonly VendorStep[]): AimedStep[] {
  const standsFor = new Map(key.map((field): [string, readonly string[]] => [field, [field]]));
  return steps.map((step) => {
    const named = fieldsIn(step).flatMap((name) => standsFor.get(name) ?? []);
    for (const kept of Object.keys(step.keep)) standsFor.set(kept, named);
    return { step, named };
  });
}
