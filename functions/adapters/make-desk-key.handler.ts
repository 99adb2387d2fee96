import { KMSClient } from '@aws-sdk/client-kms';
import { documentClient } from './build-deps';
import { type DeploymentEvent, replyToDeployment } from './deployment-reply';
import { ensureDeskKey } from './ensure-desk-key';
import { required } from './environment';

const { KEYS_TABLE: table, KEY_ID: keyId } = required('KEYS_TABLE', 'KEY_ID');
const settings = { kms: new KMSClient({}), keyId, dynamo: documentClient(), table };

/**
 * Handles a custom resource of the stack. The key outlives the stack, as the tables do: deleting the stack
 * deletes nothing.
 */
export const handler = (event: DeploymentEvent): Promise<void> =>
  replyToDeployment(event, async () => {
    if (event.RequestType !== 'Delete') await ensureDeskKey(settings);
  });
