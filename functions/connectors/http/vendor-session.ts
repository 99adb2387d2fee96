import { createHash } from 'node:crypto';
import { parseJson } from '../../domain/parse-json';
import type { FaultPlace } from '../../domain/store-examination';
import { type FieldValue, StoreShapeError, StoreUnavailableError } from '../connector';
import { exactJson, fieldText } from '../exact-json';
import type { HttpAnswer, HttpCall, Transport } from '../https/https-transport';
import { hasTwinMembers } from '../json-spans';
import { atPath } from './at-path';
import {
  encodedQuery,
  filledJson,
  filledPath,
  filledText,
  formOf,
  placeholdersIn,
  type Values,
} from './fill-template';
import { statusError } from './http-failure';
import { Pacer, realStopwatch, type Stopwatch } from './pacer';
import type { NamedText, Vendor, VendorCall, VendorNames } from './vendor';
import { assertSucceeded } from './vendor-answer';
import { VendorSignIn } from './vendor-sign-in';

/** How often a call is sent that the vendor had no time for. */
const MOST_TRIES = 4;
/** A vendor that asks for a longer silence is told as out of reach, so that the desk tries later. */
const LONGEST_SILENCE = 60_000;

export interface VendorAnswer {
  readonly status: number;
  /** The JSON of the answer; undefined where there is none. */
  readonly body: FieldValue | undefined;
  readonly headers: HttpAnswer['headers'];
}

export interface CallDetails {
  readonly values: Values;
  readonly place?: FaultPlace;
  /** Statuses that are an answer and no fault, beside 200 to 299. */
  readonly expect?: readonly number[];
  /** Parameters of a page. */
  readonly more?: readonly NamedText[];
  /** Members of a JSON object, for what a call writes. */
  readonly members?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts that take the place of members of the body: the cursor of a page. */
  readonly body?: Readonly<Record<string, FieldValue>>;
  /** In place of path and query: the address of a next page, already checked. */
  readonly path?: string;
}

/**
 * Everything said to one vendor goes through here: credentials, limits, repetition, and faults told apart.
 */
export class VendorSession {
  private readonly pacer: Pacer;
  private readonly signIn: VendorSignIn;
  private known: Promise<string | undefined> | undefined;
  private readonly lists = new Map<string, Promise<readonly string[]>>();

  constructor(
    readonly vendor: Vendor,
    secrets: Readonly<Record<string, string>>,
    private readonly transport: Transport,
    private readonly watch: Stopwatch = realStopwatch,
  ) {
    this.pacer = new Pacer(vendor.limits, watch);
    this.signIn = new VendorSignIn(vendor, secrets, (call) => this.paced(call), watch);
  }

  /**
   * Makes a call of the vendor's file. An answer in which the vendor tells of an error is one, whatever its
   * status.
   *
   * @throws StoreError by what the vendor answered, without anything of that answer
   */
  async call(call: VendorCall, details: CallDetails): Promise<VendorAnswer> {
    const place = details.place ?? {};
    const whole = { ...details, values: { ...details.values, ...(await this.listsOf(call)) } };
    let answer = await this.sent(call, whole);
    if (answer.status === 401 && this.signIn.renews()) answer = await this.sent(call, whole);
    const { status } = answer;
    const isExpected = (status >= 200 && status < 300) || details.expect?.includes(status);
    if (!isExpected) throw statusError(status, place);
    const body = bodyOf(answer, place);
    if (status < 300) assertSucceeded(this.vendor, call, { body, values: whole.values, place });
    return { status, body, headers: answer.headers };
  }

  /**
   * The account that the credentials are of, hashed; undefined where the file does not say how to tell. The
   * credentials of a session never change, so it is asked once.
   *
   * @throws StoreShapeError where the vendor does not name it
   */
  account(): Promise<string | undefined> {
    this.known ??= this.askAccount().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async askAccount(): Promise<string | undefined> {
    const { account, host } = this.vendor;
    const names: string[] = [];
    for (const { at, ...call } of account) {
      const name = fieldText(atPath((await this.call(call, { values: {} })).body, at));
      if (name === undefined)
        throw new StoreShapeError('the vendor does not name the account', {
          ...{ field: at, code: 'no-rows-there' },
        });
      names.push(name);
    }
    if (names.length === 0) return undefined;
    return createHash('sha256')
      .update(JSON.stringify([host, ...names]))
      .digest('base64url')
      .slice(0, 24);
  }

  /** On the stopwatch, in milliseconds. */
  now(): number {
    return this.watch.now();
  }

  async wait(milliseconds: number): Promise<void> {
    await this.watch.wait(milliseconds);
  }

  /** Asks for the lists anew with the next call that names one: a name may have come since. */
  forgetLists(): void {
    this.lists.clear();
  }

  /** The lists that a call names, each asked for once until they are forgotten. */
  private async listsOf(call: VendorCall): Promise<Values> {
    const names = placeholdersIn(call.body ?? '').filter((name) => Object.hasOwn(this.vendor.lists, name));
    const pairs = names.map(async (name) => {
      const list = this.vendor.lists[name];
      const known = this.lists.get(name) ?? (list === undefined ? Promise.resolve([]) : this.named(list));
      this.lists.set(name, known);
      return [name, await known.catch((error: unknown) => this.forget(name, error))] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  private forget(name: string, error: unknown): never {
    this.lists.delete(name);
    throw error;
  }

  private async named({ rowsAt, field, ...call }: VendorNames): Promise<string[]> {
    const { body } = await this.call(call, { values: {} });
    const rows = atPath(body, rowsAt);
    const texts = Array.isArray(rows) ? rows.map((row: FieldValue) => atPath(row, field)) : [];
    if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts as string[];
    throw new StoreShapeError('the vendor has no list of names where its file says', {
      ...{ field: rowsAt, code: 'no-rows-there' },
    });
  }

  private async sent(call: VendorCall, details: CallDetails): Promise<HttpAnswer> {
    const { headers, query } = await this.signIn.proof();
    return this.paced(httpCall(this.vendor, call, details, { headers, query }));
  }

  private async paced(call: HttpCall): Promise<HttpAnswer> {
    for (let nth = 1; ; nth += 1) {
      const answer = await this.pacer.run(() => this.transport(call));
      if (!mayRepeat(answer)) return answer;
      const silence = silenceAsked(answer, nth);
      if (nth >= MOST_TRIES || silence > LONGEST_SILENCE) return answer;
      this.pacer.pause(silence);
    }
  }
}

/** Nothing was done: the call was refused for its number, or the vendor says when to come back. */
function mayRepeat({ status, headers }: HttpAnswer): boolean {
  return status === 429 || (status === 503 && headers['retry-after'] !== undefined);
}

/** `Retry-After` in seconds; a date or nothing waits longer with each try. Milliseconds. */
function silenceAsked({ headers }: HttpAnswer, nth: number): number {
  const asked = headers['retry-after'];
  const seconds = typeof asked === 'string' && /^\d{1,6}(\.\d+)?$/.test(asked) ? Number(asked) : 2 ** nth;
  return seconds * 1_000;
}

function bodyOf({ text: sent, headers }: HttpAnswer, place: FaultPlace): FieldValue | undefined {
  const text = sent.replace(/^\ufeff/, '');
  if (text.trim() === '') return undefined;
  const type = headers['content-type'];
  const isJson = parseJson(text) !== undefined;
  if (isJson && hasTwinMembers(text))
    throw new StoreUnavailableError('the vendor answered with two members of one name', {
      ...place,
      code: 'twin-members',
    });
  if (isJson) return exactJson(text);
  const code = typeof type === 'string' && type.includes('html') ? 'page-not-data' : 'no-json';
  throw new StoreUnavailableError('the vendor answered with something that is no JSON', { ...place, code });
}

interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly NamedText[];
}

function httpCall(vendor: Vendor, call: VendorCall, details: CallDetails, proof: Proof): HttpCall {
  const { values, more = [], members = '' } = details;
  const asked = call.query.map(({ name, value }) => ({ name, value: filledText(value, values) }));
  const query = [...asked, ...more, ...proof.query].filter(
    ({ name }, at, all) => all.findLastIndex((one) => one.name === name) === at,
  );
  const written = [...vendor.headers, ...call.headers].map(({ name, value }): [string, string] => [
    name.toLowerCase(),
    headerText(filledText(value, values)),
  ]);
  const body = bodyText(call, values, members, details.body);
  return {
    method: call.method,
    host: vendor.host,
    path:
      details.path === undefined
        ? `${filledPath(call.path, values)}${encodedQuery(query)}`
        : withQuery(details.path, proof.query),
    headers: {
      accept: 'application/json',
      'user-agent': 'rightsdesk',
      ...(body === undefined ? {} : { 'content-type': typeOf(call) }),
      ...Object.fromEntries(written),
      ...proof.headers,
      ...details.headers,
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** The address of a next page, with a key that belongs into the query of each call. */
function withQuery(path: string, query: readonly NamedText[]): string {
  const added = encodedQuery(query);
  return path.includes('?') ? `${path}${added.replace('?', '&')}` : `${path}${added}`;
}

function typeOf({ asForm }: VendorCall): string {
  return asForm ? 'application/x-www-form-urlencoded' : 'application/json';
}

function bodyText(
  call: VendorCall,
  values: Values,
  members: string,
  more: CallDetails['body'],
): string | undefined {
  if (call.body === undefined) return undefined;
  const filled = filledJson(call.body, values, members);
  const parsed = JSON.parse(filled) as FieldValue;
  const json = more === undefined ? JSON.stringify(parsed) : JSON.stringify(withMembers(parsed, more));
  return call.asForm ? formOf(json) : json;
}

/** Sets members by their paths in dots, as `variables.after`. */
function withMembers(body: FieldValue, members: Readonly<Record<string, FieldValue>>): FieldValue {
  const copy = structuredClone(body) as Record<string, FieldValue>;
  for (const [path, value] of Object.entries(members)) {
    const names = path.split('.');
    let holder = copy;
    for (const name of names.slice(0, -1)) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, FieldValue>;
    }
    holder[names.at(-1) ?? ''] = value;
  }
  return copy;
}

/** A header ends at a line break, so a value must hold none. */
function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  throw new StoreUnavailableError('a header of a call would hold what none may hold', { code: 'bad-header' });
}

/** The same for the same erasure, whoever repeats it; says nothing about the row. */
export function idempotencyKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
