import { credentialsOf, MissingCredentialError } from '../../bin/store-credentials';
import type { DeskStore } from '../../functions/domain/desk';

function storeWith(connection: DeskStore['connection']): DeskStore {
  return { id: 'shop', title: 'The shop', kind: 'postgres', datasets: [], connection, backupsKept: 'P0D' };
}

const parameters = async (name: string) => (name === '/desk/shop' ? 'postgres://from-ssm' : undefined);

describe('the credentials of a store', () => {
  it('come from the environment variable that the desk file names', async () => {
    const found = await credentialsOf(
      storeWith({ url: 'SHOP_URL' }),
      { SHOP_URL: 'postgres://from-env' },
      parameters,
    );

    expect(found).toEqual({ url: 'postgres://from-env' });
  });

  it('come from the SSM parameter that the desk file names', async () => {
    const found = await credentialsOf(storeWith({ url: '/desk/shop' }), {}, parameters);

    expect(found).toEqual({ url: 'postgres://from-ssm' });
  });

  it('are not needed by a store without url', async () => {
    expect(await credentialsOf(storeWith({}), {}, parameters)).toEqual({});
  });

  it.each([
    ['SHOP_URL', 'the environment variable SHOP_URL is not set'],
    ['/desk/other', 'the SSM parameter /desk/other does not exist'],
  ])('are missed by name when %s is not there', async (url, message) => {
    const resolving = credentialsOf(storeWith({ url }), {}, parameters);

    await expect(resolving).rejects.toThrow(new MissingCredentialError(message));
  });
});
