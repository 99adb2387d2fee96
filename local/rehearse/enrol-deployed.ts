import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDeskItems } from '../../functions/adapters/dynamo-desk-items';
import { kmsVault } from '../../functions/adapters/kms-vault';
import { systemClock } from '../../functions/adapters/system-clock';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { enrolByCommand, freshSecret } from '../../functions/web/totp/enrolment';

/**
 * Sets up the authenticator apps of all staff of a deployed desk with the deployer's permissions. Tables and
 * key are those that the stack names to the staff's pages.
 *
 * @returns keys (base32) by address
 */
export async function enrolDeployed(config: string): Promise<Readonly<Record<string, string>>> {
  const { desk } = loadDesk(config);
  const names = await new LambdaClient({}).send(
    new GetFunctionConfigurationCommand({ FunctionName: 'rightsdesk-staff' }),
  );
  const { DESK_TABLE = '', KEYS_TABLE = '', KEY_ID = '' } = names.Environment?.Variables ?? {};
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const items = dynamoDeskItems({ client: dynamo, table: DESK_TABLE });
  const vault = kmsVault({ kms: new KMSClient({}), keyId: KEY_ID, dynamo, table: KEYS_TABLE });
  const keys: Record<string, string> = {};
  for (const staff of desk.staff) {
    const { secret } = freshSecret({ desk }, staff);
    await enrolByCommand({ desk, items, vault, clock: systemClock }, staff, secret);
    keys[staff.email] = secret;
  }
  return keys;
}
