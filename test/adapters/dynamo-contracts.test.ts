import { AsyncLocalStorage } from 'node:async_hooks';
import { inOneCall } from '../../functions/adapters/call-context';
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

/** Every method of a port in one call of a function. */
async function withinOneCall<T extends object>(port: T): Promise<T> {
  const inCall = await inOneCall(async () => AsyncLocalStorage.snapshot());
  return new Proxy(port, {
    get: (target, name) => {
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'function'
        ? (...args: unknown[]) => inCall(() => part.apply(target, args))
        : part;
    },
  });
}

requestRegisterContract({
  name: 'the register on DynamoDB, within one call of a function,',
  open: async (nextCheckAt, dueOnOf) => {
    const { client, close } = await wireTables();
    const clock = { now: () => '2026-11-24T09:00:00.000Z' };
    const settings = { client, table: deskTables.REGISTER_TABLE, clock, nextCheckAt };
    const register = dynamoRequestRegister({ ...settings, ...(dueOnOf ? { dueOnOf } : {}) });
    return { register: await withinOneCall(register), close };
  },
});

deskItemsContract({
  name: 'desk items on DynamoDB, within one call of a function,',
  open: async () => {
    const { client, close } = await wireTables();
    const items = dynamoDeskItems({ client, table: deskTables.DESK_TABLE });
    return { items: await withinOneCall(items), close };
  },
});

deskItemsContract({
  name: 'desk items on DynamoDB',
  open: async () => {
    const { client, close } = await wireTables();
    return { items: dynamoDeskItems({ client, table: deskTables.DESK_TABLE }), close };
  },
});
