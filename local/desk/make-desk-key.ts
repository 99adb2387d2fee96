import { KMSClient } from '@aws-sdk/client-kms';
import { documentClient } from '../../functions/adapters/build-deps';
import { ensureDeskKey } from '../../functions/adapters/ensure-desk-key';
import { required } from '../../functions/adapters/environment';

/** Gives the desk its own key unless it has one, as a deployment does in AWS. */
export async function makeDeskKey(): Promise<void> {
  const { KEYS_TABLE: table, KEY_ID: keyId } = required('KEYS_TABLE', 'KEY_ID');
  await ensureDeskKey({ kms: new KMSClient({}), keyId, dynamo: documentClient(), table });
}
