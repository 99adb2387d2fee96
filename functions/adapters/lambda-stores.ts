import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { faultError } from '../connectors/fault-error';
import type { Stores } from '../domain/ports';
import type { FaultKind, StoreFault } from '../domain/store-examination';
import { requestInHand } from './call-context';
import { isPassing } from './is-passing';

export interface StoresSettings {
  readonly lambda: LambdaClient;
  /** A store's own function is called this and the store's id. */
  readonly functionPrefix: string;
  /**
   * How long to wait before each further try of a call that did not get through: milliseconds at most, of
   * which a random part is waited.
   */
  readonly pauses?: readonly number[];
  readonly sleep?: (ms: number) => Promise<void>;
}

/**
 * A function in a VPC that was idle, a database that was paused, an account that is at its limit of
 * concurrent calls: all are back within half a minute. What
 * is not, the watch tries again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
const PAUSES = [1_000, 3_000, 10_000];

/**
 * Each automatic store behind its own function and role: this side may decrypt, that side may reach the
 * store, neither may do both.
 */
export function lambdaStores(settings: StoresSettings): Stores {
  const { pauses = PAUSES, sleep = sleepFor } = settings;
  return {
    call: async <T>(storeId: string, request: unknown): Promise<T> => {
      let answer = await invoke(settings, storeId, request);
      let repeated = answer.repeated;
      for (const pause of pauses) {
        if (!answer.mayPass) break;
        repeated ||= answer.mayHaveRun;
        await sleep(Math.round(pause * (0.5 + Math.random() / 2)));
        answer = await invoke(settings, storeId, request);
        repeated ||= answer.repeated;
      }
      if (answer.fault) throw faultError(storeId, answer.fault);
      return (repeated ? told(request, answer.payload) : answer.payload) as T;
    },
  };
}

/** What an erasure finds absent may have gone by a try whose answer was lost. */
function told(request: unknown, payload: unknown): unknown {
  const isErasure = (request as { op?: unknown } | null)?.op === 'erase';
  return isErasure && typeof payload === 'object' ? { ...payload, repeated: true } : payload;
}

interface Invoked {
  readonly payload?: unknown;
  readonly fault?: StoreFault;
  /** Whether the same call may get through in a moment. */
  readonly mayPass?: boolean;
  /** The store may have done it all the same. */
  readonly mayHaveRun?: boolean;
  /** The client itself made the call more than once. */
  readonly repeated?: boolean;
}

async function invoke(
  { lambda, functionPrefix }: StoresSettings,
  storeId: string,
  request: unknown,
): Promise<Invoked> {
  try {
    const FunctionName = `${functionPrefix}${storeId}`;
    const command = new InvokeCommand({ FunctionName, Payload: payloadOf(request) });
    const answer = await lambda.send(command);
    const payload: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8') || 'null');
    const repeated = (answer.$metadata?.attempts ?? 1) > 1;
    if (answer.FunctionError) return { ...functionFault(payload), repeated };
    return { payload, mayPass: isSilent(payload), mayHaveRun: isSilent(payload), repeated };
  } catch (error) {
    return serviceFault(error);
  }
}

/**
 * With the id of the request in hand, for the log lines of the store's function; connectors do not read it.
 */
function payloadOf(request: unknown): Buffer {
  const requestId = requestInHand();
  return Buffer.from(JSON.stringify(requestId ? { ...(request as object), requestId } : request));
}

/** The function ran and its store did not answer: a paused database is awake by the next call. */
function isSilent(payload: unknown): boolean {
  const { fault } = (payload ?? {}) as { fault?: StoreFault };
  return fault?.kind === 'no-answer';
}

/**
 * What Invoke says does not get better by asking again; the first word of the error counts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const lasting: readonly (readonly [RegExp, FaultKind])[] = [
  [/^(AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|KMSAccessDenied)/, 'forbidden'],
  [/^(KMSDisabled|KMSInvalidState|KMSNotFound|InvalidSecurityGroupID|InvalidSubnetID)/, 'forbidden'],
  [/^(ResourceNotFound|RequestTooLarge|RequestEntityTooLarge|InvalidRequestContent)/, 'misfit'],
  [/^(InvalidRuntime|InvalidZipFile|UnsupportedMediaType|InvalidParameterValue)/, 'misfit'],
];

/** States of a function that pass, beside throttling, time-outs and errors of the service. */
const passing =
  /^(ResourceNotReady|ENINotReady|ENILimit|EC2|SubnetIPAddressLimit|EFS|SnapStart|ResourceConflict|TooManyRequests)/;

function serviceFault(error: unknown): Invoked {
  const code = (error as { name?: string }).name ?? 'Error';
  const kind = lasting.find(([names]) => names.test(code))?.[1];
  if (kind) return { fault: { kind, place: { code } } };
  const neverRan = passing.test(code);
  return {
    fault: { kind: 'no-answer', place: { code } },
    mayPass: neverRan || isPassing(error),
    mayHaveRun: !neverRan,
  };
}

/**
 * Only the name crosses: a store's message could hold a value. A function that cannot start will not; one
 * that crashed or took too long may do better.
 */
function functionFault(payload: unknown): Invoked {
  const code = knownName((payload as { errorType?: unknown } | null)?.errorType);
  if (code && lastingType.test(code)) return { fault: { kind: 'misfit', place: { code } } };
  const named = code && Object.hasOwn(ownKinds, code) ? ownKinds[code] : undefined;
  if (named) return { fault: { kind: named } };
  return { fault: { kind: 'no-answer', place: code ? { code } : {} } };
}

const lastingType =
  /^(Function\.ResponseSizeTooLarge|Runtime\.(ImportModuleError|UserCodeSyntaxError|HandlerNotFound))$/;

/** Errors of a store's function from before it answered faults as such. */
const ownKinds: Readonly<Record<string, FaultKind>> = {
  StoreUnavailableError: 'no-answer',
  StoreRefusedError: 'refused',
  StoreForbiddenError: 'forbidden',
  StoreShapeError: 'misfit',
  BlastRadiusError: 'beyond-approval',
};

function knownName(type: unknown): string | undefined {
  return typeof type === 'string' && /^[A-Za-z.]{1,60}$/.test(type) ? type : undefined;
}

function sleepFor(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
