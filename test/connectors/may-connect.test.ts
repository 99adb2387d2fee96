import { mayConnect } from '../../functions/connectors/chroma/may-connect';

describe('a connection to a store over HTTP', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1'])('may lead to the public address %s', (address) => {
    expect(mayConnect(address, false)).toBe(true);
  });

  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd12::1'])(
    'may lead to the own network (%s) only where the desk file says so',
    (address) => {
      expect(mayConnect(address, false)).toBe(false);
      expect(mayConnect(address, true)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    'fd00:ec2::254',
    '::1',
    '::',
    'fe80::1',
    '224.0.0.1',
    '255.255.255.255',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
  ])('never leads to %s', (address) => {
    expect(mayConnect(address, false)).toBe(false);
    expect(mayConnect(address, true)).toBe(false);
  });
});
