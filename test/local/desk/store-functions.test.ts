import { StoreForbiddenError } from '../../../functions/connectors/connector';
import type { DeskStore } from '../../../functions/domain/desk';
import { LambdaFunctions } from '../../../local/aws/lambda-functions';
import type { LocalAws } from '../../../local/aws/local-aws';
import { ownAccount } from '../../../local/aws/own-account';
import { InFlight } from '../../../local/desk/in-flight';
import { isLoopback, readOnly, registerStores } from '../../../local/desk/store-functions';
import { aBook, aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { iamConnection } from '../../builders/an-iam-store';
import { MemoryConnector } from '../../fakes/memory-connector';

describe('a store of the local run', () => {
  it.each([
    ['postgres://shop:secret@127.0.0.1:5432/shop', true],
    ['postgres://localhost/shop', true],
    ['postgres://[::1]:5432/shop', true],
    ['postgres://db.example.com/shop', false],
    ['postgres://localhost.example.com/shop', false],
    ['postgres://127.0.0.1.example.com/shop', false],
    ['postgres://10.0.0.5/shop', false],
    ['', false],
  ])('at %s is on this machine: %s', (url, here) => {
    expect(isLoopback(url)).toBe(here);
  });

  it('that is neither seeded nor on this machine is read and never written', async () => {
    const [store] = aMap().stores;
    const rows = new MemoryConnector(store as never, {});
    const guarded = readOnly(rows);

    await expect(guarded.probe()).resolves.toBeUndefined();
    await expect(guarded.erase([])).rejects.toThrow(StoreForbiddenError);
    await expect(guarded.optOut([], 'marketing-objection')).rejects.toThrow(StoreForbiddenError);
  });

  it('that logs in with IAM is reported as out of reach and never called', async () => {
    const [store] = aDesk().stores as [DeskStore];
    const iam = { ...store, connection: iamConnection };
    const functions = new LambdaFunctions({ epochMs: () => 0, schedule: () => () => undefined });

    registerStores(
      { functions } as LocalAws,
      { desk: aDesk({ stores: [iam] }), map: aMap(), book: aBook() },
      { seeded: new Set(['shop']), work: new InFlight(), account: ownAccount({}) },
    );
    const outcome = await functions.invoke(
      'rightsdesk-store-shop',
      JSON.stringify({ op: 'locate', searches: [] }),
    );

    expect(outcome.failed).toBe(true);
    expect(outcome.payload).toMatch(/StoreUnavailableError.*shop logs in with IAM.*no account of AWS/);
    expect(outcome.payload).not.toMatch(/rightsdesk@|rds\.amazonaws/);
  });
});
