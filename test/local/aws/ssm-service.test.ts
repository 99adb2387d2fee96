import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

describe('the local Parameter Store, over the wire', () => {
  let machine: TestMachine;
  let ssm: SSMClient;

  beforeEach(async () => {
    machine = await startTestMachine();
    ssm = new SSMClient(machine.client);
  });
  afterEach(() => endTestMachine(machine));

  const put = (Name: string, Value: string, more: { Overwrite?: boolean } = {}) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', ...more }));

  it('decrypts a secret only when asked to, and keeps it encrypted on disk', async () => {
    await put('/desk/totp', 'JBSWY3DPEHPK3PXP');

    const [plain, sealed] = await Promise.all(
      [true, false].map((WithDecryption) =>
        ssm.send(new GetParameterCommand({ Name: '/desk/totp', WithDecryption })),
      ),
    );

    const file = join(machine.directory, 'parameters.json');
    expect(plain?.Parameter).toMatchObject({ Value: 'JBSWY3DPEHPK3PXP', Type: 'SecureString', Version: 1 });
    expect(sealed?.Parameter?.Value).not.toContain('JBSWY3DPEHPK3PXP');
    expect(readFileSync(file, 'utf8')).not.toContain('JBSWY3DPEHPK3PXP');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps a value unless asked to overwrite it, then counts the version', async () => {
    await put('/desk/totp', 'old');

    const refused = put('/desk/totp', 'new');
    await expect(refused).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    const replaced = await put('/desk/totp', 'newer', { Overwrite: true });

    const { Parameter } = await ssm.send(
      new GetParameterCommand({ Name: '/desk/totp', WithDecryption: true }),
    );
    expect(replaced.Version).toBe(2);
    expect(Parameter?.Value).toBe('newer');
  });

  it('lists a path page by page, one level deep unless asked otherwise', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `/desk/stores/s${String(index).padStart(2, '0')}`);
    for (const name of [...names, '/desk/stores/deep/er', '/desk/storesish']) await put(name, 'x');

    const first = await ssm.send(new GetParametersByPathCommand({ Path: '/desk/stores' }));
    const second = await ssm.send(
      new GetParametersByPathCommand({ Path: '/desk/stores', NextToken: first.NextToken }),
    );
    const all = await ssm.send(
      new GetParametersByPathCommand({ Path: '/desk/stores/deep', Recursive: true }),
    );

    const listed = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Name }) => Name);
    expect(first.Parameters).toHaveLength(10);
    expect(listed).toEqual(names);
    expect(second.NextToken).toBeUndefined();
    expect(all.Parameters?.map(({ Name }) => Name)).toEqual(['/desk/stores/deep/er']);
  });

  it('keeps parameters across a restart', async () => {
    await put('/desk/kept', 'yes');
    const restarted = await startTestMachine({ directory: machine.directory });

    const { Parameter } = await new SSMClient(restarted.client).send(
      new GetParameterCommand({ Name: '/desk/kept', WithDecryption: true }),
    );
    await restarted.stop();

    expect(Parameter?.Value).toBe('yes');
  });

  it('says ParameterNotFound for a name that was never put', async () => {
    const getting = ssm.send(new GetParameterCommand({ Name: '/desk/none' }));

    await expect(getting).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('refuses every other operation by name', async () => {
    const deleting = ssm.send(new DeleteParameterCommand({ Name: '/desk/none' }));

    await expect(deleting).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
