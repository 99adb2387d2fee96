import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/**
 * A secret by its path, decrypted; undefined when there is none. The value goes to whoever asked and nowhere
 * else.
 */
export async function readParameter(name: string): Promise<string | undefined> {
  try {
    const answer = await new SSMClient({}).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    return answer.Parameter?.Value;
  } catch (error) {
    if ((error as Error).name === 'ParameterNotFound') return undefined;
    throw error;
  }
}
