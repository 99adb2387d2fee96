import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { nameOfThrown } from '../domain/thrown';

/** The decrypted value of a parameter by its path; undefined when there is none. */
export async function readParameter(name: string): Promise<string | undefined> {
  try {
    const answer = await new SSMClient({}).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    return answer.Parameter?.Value;
  } catch (error) {
    if (nameOfThrown(error) === 'ParameterNotFound') return undefined;
    throw error;
  }
}
