import * as z from 'zod';
import type { Json } from '../runner/json';
import { StateError } from '../runner/state-error';
import { AwsError, unsupported } from './aws-error';
import type { CallCounter } from './call-hooks';
import { FailCall } from './call-hooks';
import type { LambdaFunctions } from './lambda-functions';
import type { WireAnswer, WireRequest, WireService } from './wire-service';

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const DATED_PATH = /^\/20\d\d-\d\d-\d\d\//;

/**
 * Lambda's Invoke: RequestResponse, Event and DryRun.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function lambdaService(functions: LambdaFunctions): WireService {
  return (request) => {
    if (!DATED_PATH.test(request.path)) return undefined;
    const reference = INVOCATIONS.exec(request.path)?.[1];
    if (reference === undefined || request.method !== 'POST') {
      const operation = `${request.method} ${request.path}`;
      return { service: 'lambda', operation, run: () => Promise.reject(unsupported('lambda', operation)) };
    }
    const run = () => invoke(functions, decodeURIComponent(reference), request);
    return { service: 'lambda', operation: 'Invoke', run };
  };
}

async function invoke(
  functions: LambdaFunctions,
  reference: string,
  request: WireRequest,
): Promise<WireAnswer> {
  const payload = request.body.toString('utf8');
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'Event') {
    functions.invokeAsync(reference, payload);
    return { status: 202, headers: {}, body: '' };
  }
  if (type === 'DryRun') {
    functions.find(reference);
    return { status: 204, headers: {}, body: '' };
  }
  if (type !== 'RequestResponse') throw unsupported('lambda', `InvocationType ${String(type)}`);
  const { failed, payload: body } = await functions.invoke(reference, payload);
  const failure: Record<string, string> = failed ? { 'x-amz-function-error': 'Unhandled' } : {};
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...failure },
    body,
  };
}

const ERROR_DOCUMENT = z.object({ errorType: z.string().catch('Lambda.Unknown') });

/**
 * Invokes Lambda as Step Functions does: a function's error becomes a state error named by its `errorType`,
 * an error of the service one named `Lambda.` plus the exception.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function lambdaTaskInvoker(functions: LambdaFunctions, counter: CallCounter) {
  return async (functionName: string, payload: Json): Promise<Json> => {
    const outcome = await counter
      .around('lambda', 'Invoke', () => functions.invoke(functionName, JSON.stringify(payload)))
      .catch((error: unknown) => Promise.reject(serviceError(error)));
    const document = JSON.parse(outcome.payload) as Json;
    if (!outcome.failed) return document;
    throw new StateError(ERROR_DOCUMENT.parse(document).errorType, outcome.payload);
  };
}

function serviceError(error: unknown): StateError {
  if (error instanceof AwsError) return new StateError(`Lambda.${error.code}`, error.message);
  if (error instanceof FailCall) return new StateError('Lambda.ServiceException', error.message);
  return new StateError('Lambda.SdkClientException', error instanceof Error ? error.message : 'unknown');
}
