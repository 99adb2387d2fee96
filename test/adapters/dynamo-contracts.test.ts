import { dynamoDeskItems } from '../../functions/adapters/dynamo-desk-items';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import { deskTables } from '../../local/desk/create-tables';
import { deskItemsContract } from '../contracts/desk-items.contract';
import { requestRegisterContract } from '../contracts/request-register.contract';
import { wireTables } from './dynalite-table';

// Fifty writers of one request over the wire take seconds on an idle machine, and many times that on a busy
// one.
jest.setTimeout(120_000);

requestRegisterContract({
  name: 'the register on DynamoDB',
  open: async (nextCheckAt, dueOnOf) => {
    const { client, close } = await wireTables();
    const clock = { now: () => '2026-11-24T09:00:00.000Z' };
    const settings = { client, table: deskTables.REGISTER_TABLE, clock, nextCheckAt };
    const register = dynamoRequestRegister({ ...settings, ...(dueOnOf ? { dueOnOf } : {}) });
    return { register, close };
  },
});

deskItemsContract({
  name: 'desk items on DynamoDB',
  open: async () => {
    const { client, close } = await wireTables();
    return { items: dynamoDeskItems({ client, table: deskTables.DESK_TABLE }), close };
  },
});
