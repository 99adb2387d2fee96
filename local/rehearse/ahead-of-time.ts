import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { Temporal } from 'temporal-polyfill';

const shiftedClock = join(__dirname, 'shifted-clock.cjs');

/**
 * Shifts the clock of a deployed function ahead, so that it sees what its schedule would find later. Only a
 * setting of the function changes, not its code.
 *
 * @param by - a duration (ISO 8601), from now
 */
export async function aheadOfTime<T>(FunctionName: string, by: string, act: () => Promise<T>): Promise<T> {
  const lambda = new LambdaClient({});
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const variables = Environment?.Variables ?? {};
  const tell = async (Variables: Record<string, string>) => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
  };
  await tell({
    ...variables,
    NODE_OPTIONS: `--require ${shiftedClock}`,
    CLOCK_AHEAD_MS: String(millisecondsOf(by)),
  });
  try {
    return await act();
  } finally {
    await tell(variables);
  }
}

function millisecondsOf(period: string): number {
  const now = Temporal.Now.zonedDateTimeISO('UTC');
  return now.add(period).epochMilliseconds - now.epochMilliseconds;
}
