import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import { deskTables } from '../../../local/desk/create-tables';
import type { StraightClients } from './shopper';

const keys: Readonly<Record<string, readonly string[]>> = {
  [deskTables.REGISTER_TABLE]: ['requestId', 'sk'],
  [deskTables.KEYS_TABLE]: ['requestId'],
  [deskTables.DESK_TABLE]: ['pk', 'sk'],
  [deskTables.INBOX_TABLE]: ['requestId'],
  [deskTables.TOMBSTONE_TABLE]: ['id'],
};

/**
 * Makes the desk forget every request, as on its first day, so that no run meets what another left. Items of
 * staff and the desk's own key stay.
 */
export async function cleanSlate({ dynamo }: StraightClients): Promise<void> {
  const documents = DynamoDBDocumentClient.from(dynamo);
  for (const [TableName, names] of Object.entries(keys)) {
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName })) {
      const items = Items.filter((item) => !stays(item));
      for (let from = 0; from < items.length; from += 25) {
        const batch = items.slice(from, from + 25).map((item) => ({
          DeleteRequest: { Key: Object.fromEntries(names.map((name) => [name, item[name]])) },
        }));
        await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: batch } }));
      }
    }
  }
}

/** Deletes the used app codes and their count, as if a quarter of an hour had passed. */
export async function forgetCodes({ dynamo }: StraightClients): Promise<void> {
  const documents = DynamoDBDocumentClient.from(dynamo);
  const TableName = deskTables.DESK_TABLE;
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName })) {
    for (const { pk, sk } of Items.filter(isUsedCode))
      await documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  }
}

function isUsedCode({ pk, sk }: Record<string, unknown>): boolean {
  return sk === 'totp-step' || String(pk).startsWith('TRIES#totp:');
}

/** A used app code is deleted too: half a minute has passed on the phone. */
function stays(item: Record<string, unknown>): boolean {
  return item.requestId === 'desk' || (String(item.pk).startsWith('STAFF#') && item.sk === 'totp');
}
