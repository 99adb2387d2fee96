import { httpsTransport } from '../../functions/connectors/https/https-transport';
import { isOwnNetwork, isPublicAddress } from '../../functions/connectors/https/public-address';

const call = {
  method: 'GET',
  host: 'api.example.com',
  path: '/v1/members?email=ada%40example.com',
  headers: {},
};

describe('the addresses of a vendor', () => {
  it.each([
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '0.0.0.0', '169.254.169.254'],
    ...['100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '::ffff:10.0.0.1',
      '::ffff:93.184.215.14',
    ],
    ...[
      '64:ff9b::a00:1',
      '64:ff9b:1::1',
      '2001:db8::1',
      '2002:a00:1::',
      '2001::1',
      'localhost',
      '',
      '010.0.0.1',
    ],
  ])('are not called if they lie in a private or special network: %s', async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    let connections = 0;
    const request = () => {
      connections += 1;
      throw new Error('connected');
    };
    const send = httpsTransport({}, { resolve: async () => [{ address, family: 4 }], request });

    await expect(send(call)).rejects.toMatchObject({ place: { code: 'private-address' } });
    expect(connections).toBe(0);
  });

  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'are called if public: %s',
    (one) => {
      expect(isPublicAddress(one)).toBe(true);
    },
  );

  it('are refused if one of several is private [D11]', async () => {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];

    await expect(httpsTransport({}, { resolve: async () => addresses })(call)).rejects.toMatchObject({
      place: { code: 'private-address' },
    });
  });

  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd12::1'])(
    'may be one of the own network (%s) only where the desk file says so',
    async (address) => {
      const reach = (ownNetwork: boolean) =>
        httpsTransport(
          { ownNetwork },
          {
            resolve: async () => [{ address, family: 4 }],
            request: () => {
              throw Object.assign(new Error('connected'), { code: 'ECONNECTED' });
            },
          },
        )(call);

      await expect(reach(false)).rejects.toMatchObject({ place: { code: 'private-address' } });
      await expect(reach(true)).rejects.toMatchObject({ place: { code: 'ECONNECTED' } });
    },
  );

  it.each([
    ...['127.0.0.1', '0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '192.0.2.1'],
    ...[
      'fd00:ec2::254',
      '::1',
      '::',
      'fe80::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      'localhost',
    ],
  ])('are never %s, whatever the desk file says', (address) => {
    expect(isOwnNetwork(address)).toBe(false);
    expect(isPublicAddress(address)).toBe(false);
  });

  it('are asked for once, and connected to as they were checked, under TLS with the name of the host [D11]', async () => {
    let asked = 0;
    const seen: unknown[] = [];
    const send = httpsTransport(
      {},
      {
        resolve: async () => {
          asked += 1;
          return [{ address: '8.8.8.8', family: 4 }];
        },
        request: ({ lookup, servername, port, host, rejectUnauthorized }) => {
          lookup?.(
            'elsewhere',
            { all: false } as never,
            ((_error: null, address: string) => {
              seen.push({ address, servername, port, host, rejectUnauthorized });
            }) as never,
          );
          throw new Error('https://api.example.com/v1/members?email=ada@example.com');
        },
      },
    );

    const error: Error = await send(call).then(
      () => new Error('sent'),
      (thrown: Error) => thrown,
    );

    expect(asked).toBe(1);
    expect(seen).toEqual([
      {
        address: '8.8.8.8',
        servername: call.host,
        port: 443,
        host: call.host,
        rejectUnauthorized: undefined,
      },
    ]);
    expect(`${error.message}${String(error.cause)}`).not.toMatch(/ada|example/);
  });
});
