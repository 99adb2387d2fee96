import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';

/** One SecureString of the account and region that the environment names. */
export async function readSsmParameter(name: string): Promise<string | undefined> {
  try {
    const answer = await new SSMClient({}).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    return answer.Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
