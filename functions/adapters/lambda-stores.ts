import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { faultError } from '../connectors/fault-error';
import type { Stores } from '../domain/ports';
import type { FaultKind, StoreFault } from '../domain/store-examination';
import { nameOfThrown } from '../domain/thrown';
import { currentRequestId } from './call-context';
import { isTransient } from './is-transient';

export interface StoresSettings {
  readonly lambda: LambdaClient;
  /** The name of a store's function is this and the store's id. */
  readonly functionPrefix: string;
  /**
   * Milliseconds to wait at most before each retry of a call that did not get through. The wait is random, up
   * to this.
   */
  readonly pauses?: readonly number[];
  readonly sleep?: (ms: number) => Promise<void>;
}

/**
 * The default waits in milliseconds. An idle function in a VPC, a paused database and an account at its limit
 * of concurrent calls are back within half a minute. The watch retries what is not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
const PAUSES = [1_000, 3_000, 10_000];

/**
 * Calls the stores, each of which has a function and a role of its own: the caller may decrypt, the store's
 * function may reach the store, and neither may do both.
 */
export function lambdaStores(settings: StoresSettings): Stores {
  const { pauses = PAUSES, sleep = sleepFor } = settings;
  return {
    call: async (storeId, request) => {
      let reply = await invoke(settings, storeId, request);
      let repeated = reply.repeated;
      for (const pause of pauses) {
        if (!reply.isTransient) break;
        repeated ||= reply.mayHaveRun;
        await sleep(Math.round(pause * (0.5 + Math.random() / 2)));
        reply = await invoke(settings, storeId, request);
        repeated ||= reply.repeated;
      }
      if (reply.fault) throw faultError(storeId, reply.fault);
      return repeated ? withRepeated(request, reply.payload) : reply.payload;
    },
  };
}

/** Marks a repeated erasure: a row that it does not find may have gone in a call whose reply was lost. */
function withRepeated(request: unknown, payload: unknown): unknown {
  const isErasure = (request as { op?: unknown } | null)?.op === 'erase';
  return isErasure && typeof payload === 'object' ? { ...payload, repeated: true } : payload;
}

interface Invoked {
  readonly payload?: unknown;
  readonly fault?: StoreFault;
  /** Whether the same call may succeed in a moment. */
  readonly isTransient?: boolean;
  /** Whether the store may have carried it out although there is no reply. */
  readonly mayHaveRun?: boolean;
  /** Whether the client made the call more than once. */
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
    const reply = await lambda.send(command);
    const payload: unknown = JSON.parse(Buffer.from(reply.Payload ?? []).toString('utf8') || 'null');
    const repeated = (reply.$metadata?.attempts ?? 1) > 1;
    if (reply.FunctionError) return { ...functionFault(payload), repeated };
    return { payload, isTransient: isSilent(payload), mayHaveRun: isSilent(payload), repeated };
  } catch (error) {
    return serviceFault(error);
  }
}

/** Adds the id of the request, for the log lines of the store's function; connectors do not read it. */
function payloadOf(request: unknown): Buffer {
  const requestId = currentRequestId();
  return Buffer.from(JSON.stringify(requestId ? { ...(request as object), requestId } : request));
}

/** Whether the function ran and its store did not reply: a paused database is awake by the next call. */
function isSilent(payload: unknown): boolean {
  const { fault } = (payload ?? {}) as { fault?: StoreFault };
  return fault?.kind === 'no-answer';
}

/**
 * Errors of Invoke that a retry does not help, by their first word.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const permanentFaults: readonly (readonly [RegExp, FaultKind])[] = [
  [/^(AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|KMSAccessDenied)/, 'forbidden'],
  [/^(KMSDisabled|KMSInvalidState|KMSNotFound|InvalidSecurityGroupID|InvalidSubnetID)/, 'forbidden'],
  [/^(ResourceNotFound|RequestTooLarge|RequestEntityTooLarge|InvalidRequestContent)/, 'misfit'],
  [/^(InvalidRuntime|InvalidZipFile|UnsupportedMediaType|InvalidParameterValue)/, 'misfit'],
];

/** Transient states of a function, besides throttling, time-outs and errors of the service. */
const transientStates =
  /^(ResourceNotReady|ENINotReady|ENILimit|EC2|SubnetIPAddressLimit|EFS|SnapStart|ResourceConflict|TooManyRequests)/;

function serviceFault(error: unknown): Invoked {
  const code = nameOfThrown(error) || 'Error';
  const kind = permanentFaults.find(([names]) => names.test(code))?.[1];
  if (kind) return { fault: { kind, place: { code } } };
  const neverRan = transientStates.test(code);
  return {
    fault: { kind: 'no-answer', place: { code } },
    isTransient: neverRan || isTransient(error),
    mayHaveRun: !neverRan,
  };
}

/**
 * Takes only the name of the error, because a message could hold personal data. A function that cannot start
 * will not start on a retry; one that crashed or timed out may succeed.
 */
function functionFault(payload: unknown): Invoked {
  const code = safeName((payload as { errorType?: unknown } | null)?.errorType);
  if (code && permanentType.test(code)) return { fault: { kind: 'misfit', place: { code } } };
  const named = code && Object.hasOwn(ownKinds, code) ? ownKinds[code] : undefined;
  if (named) return { fault: { kind: named } };
  return { fault: { kind: 'no-answer', place: code ? { code } : {} } };
}

const permanentType =
  /^(Function\.ResponseSizeTooLarge|Runtime\.(ImportModuleError|UserCodeSyntaxError|HandlerNotFound))$/;

/** Errors that the functions of older versions threw instead of returning a fault. */
const ownKinds: Readonly<Record<string, FaultKind>> = {
  StoreUnavailableError: 'no-answer',
  StoreRefusedError: 'refused',
  StoreForbiddenError: 'forbidden',
  StoreShapeError: 'misfit',
  BlastRadiusError: 'beyond-approval',
};

function safeName(type: unknown): string | undefined {
  return typeof type === 'string' && /^[A-Za-z.]{1,60}$/.test(type) ? type : undefined;
}

function sleepFor(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
