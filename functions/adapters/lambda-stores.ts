import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { BlastRadiusError, StoreShapeError, StoreUnavailableError } from '../connectors/connector';
import type { Stores } from '../domain/ports';

export interface StoresSettings {
  readonly lambda: LambdaClient;
  /** A store's own function is called this and the store's id. */
  readonly functionPrefix: string;
}

const named = { StoreUnavailableError, BlastRadiusError, StoreShapeError };

/** Each automatic store behind its own function and role: this side may decrypt, that side may reach the store, neither may do both. */
export function lambdaStores({ lambda, functionPrefix }: StoresSettings): Stores {
  return {
    call: async <T>(storeId: string, request: unknown): Promise<T> => {
      const answer = await invoke(lambda, `${functionPrefix}${storeId}`, request);
      const payload = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8') || 'null');
      if (answer.FunctionError) throw storeError(storeId, payload as FunctionFault | null);
      return payload as T;
    },
  };
}

/** A call that does not get through is, to the request, a store that is down: the others go on and the watch tries again. */
async function invoke(lambda: LambdaClient, FunctionName: string, request: unknown) {
  try {
    return await lambda.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(request)) }),
    );
  } catch {
    throw new StoreUnavailableError('the function of the store could not be called');
  }
}

interface FunctionFault {
  readonly errorType?: string;
}

/** Only the name crosses: a store's message could hold a value. A function that crashed or timed out counts as a store that did not answer. */
function storeError(storeId: string, fault: FunctionFault | null): Error {
  const type = fault?.errorType as keyof typeof named | undefined;
  const Known = type && Object.hasOwn(named, type) ? named[type] : StoreUnavailableError;
  return new Known(`the store ${storeId} answered ${type ?? 'nothing'}`);
}
