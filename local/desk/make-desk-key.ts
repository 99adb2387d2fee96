import { KMSClient } from '@aws-sdk/client-kms';
import { documentClient } from '../../functions/adapters/build-deps';
import { ensureDeskKey } from '../../functions/adapters/ensure-desk-key';
import { required } from '../../functions/adapters/environment';

/**
 * What a deployment does in AWS, and starting does here: the desk gets a key of its own, unless it has one.
 */
export async function makeDeskKey(): Promise<void> {
  const { KEYS_TABLE: table, KEY_ID: keyId } = required('KEYS_TABLE', 'KEY_ID');
  await ensureDeskKey({ kms: new KMSClient({}), keyId, dynamo: documentClient(), table });
}
