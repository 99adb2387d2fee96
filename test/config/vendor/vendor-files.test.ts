import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountOf } from '../../../functions/config/vendor/account-values';
import { readVendorFile, vendorPath } from '../../../functions/config/vendor/read-vendor';
import { VendorFileError } from '../../../functions/config/vendor/vendor-file-error';
import { CLUB_FILE, vendorOf } from '../../connectors/club-vendor';

const folder = join(__dirname, '../../../functions/connectors/http/vendors');
const ACCOUNTS: Readonly<Record<string, Record<string, string>>> = {
  mailchimp: { data_center: 'us20' },
  shopify: { shop: 'lamps' },
};

function problemOf(text: string, account: Record<string, string> = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vendor-')), 'v.yaml');
  writeFileSync(path, text);
  try {
    readVendorFile(path, account);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

const withHost = (host: string, params = '') =>
  CLUB_FILE.replace('host: api.club.example.com', `host: ${host}`).replace(
    'connector_params:',
    `connector_params:${params}`,
  );

describe('the file of a vendor', () => {
  const shipped = readdirSync(folder).filter((name) => /^[a-z]+\.yaml$/.test(name));

  it.each(shipped)('%s names a source for what it relies on, and what only an account can show', (name) => {
    const { written, vendor } = readVendorFile(
      vendorPath(name.replace('.yaml', ''), '.'),
      ACCOUNTS[name.replace('.yaml', '')] ?? {},
    );

    const { sources = [], only_an_account_shows: open = [] } = written.rightsdesk ?? {};
    expect(sources.length).toBeGreaterThan(3);
    expect(sources.filter(({ page, how }) => how !== 'memory' && !page.startsWith('https://'))).toEqual([]);
    expect(open.length).toBeGreaterThan(0);
    expect(Object.values(vendor.endpoints).every(({ get, erase }) => get && erase)).toBe(true);
  });

  it('is in the table of the documentation', () => {
    const page = readFileSync(join(__dirname, '../../../docs/vendors.md'), 'utf8');

    expect(shipped.filter((name) => !page.includes(`vendors/${name})`))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a key that nobody reads', CLUB_FILE.replace('pagination:', 'paginaton:'), 'does not know "paginaton"'],
    ['plain HTTP', CLUB_FILE.replace('protocol: https', 'protocol: http'), 'client_config.protocol'],
    ['an address for a host', withHost('169.254.169.254'), 'is not the name of a host'],
    ['a port in the host', withHost('api.example.com:8080'), 'is not the name of a host'],
    ['a user in the host', withHost('me@api.example.com'), 'is not the name of a host'],
    ['a found value in the host', withHost('<email>.example.com'), 'is not the name of a host'],
    ['a secret in the host', withHost('<api_key>.example.com'), 'is not the name of a host'],
    [
      'a value that could end the text of a body',
      CLUB_FILE.replace("body: '{ <masked_object_fields> }'", 'body: \'{ "id": <id> }\''),
      'inside texts',
    ],
    [
      'a placeholder without a value',
      CLUB_FILE.replace('path: /v1/ping', 'path: /v1/<who>/ping'),
      '<who> has no value there',
    ],
    ['a query in the path', CLUB_FILE.replace('path: /v1/ping', 'path: /v1/ping?all=1'), 'hold no query'],
    [
      'a secret that is not declared',
      CLUB_FILE.replace('token: <api_key>', 'token: <other>'),
      '<other> is no secret',
    ],
    [
      'a period in words',
      CLUB_FILE.replace('      erase:', '      erase:\n        settles_within: a month'),
      'endpoints.members.erase',
    ],
    ['broken YAML', 'saas_config: [', 'is not YAML'],
  ])('is refused with %s, by the place and a remedy', (_what, text, words) => {
    expect(problemOf(text)).toContain(words);
  });

  it.each(['evil.example.com/', 'a b', 'x.y@z/../', '', 'lamps.evil.example.com'])(
    'takes no account setting that is not of its form: %s',
    (shop) => {
      const params = '\n    - { name: shop, pattern: "[a-z-]+" }';
      expect(problemOf(withHost('<shop>.example.com', params), { shop })).toContain(
        'shop is not of the form',
      );
    },
  );

  it.each(['(a+)+', '(a|a)*', '(.*)*x', '(', '[z-a]'])(
    'may hold a pattern that comes to no end, or is none, and it is refused in time: %s',
    (pattern) => {
      const params = `\n    - { name: shop, pattern: ${JSON.stringify(pattern)} }`;
      const file = CLUB_FILE.replace('connector_params:', `connector_params:${params}`);
      const began = Date.now();

      expect(() => vendorOf(file, { shop: `${'a'.repeat(60)}.` })).toThrow(VendorFileError);
      expect(Date.now() - began).toBeLessThan(10_000);
    },
  );

  it('says which account setting is missing, and which it does not have', () => {
    expect(problemOf(withHost('<shop>.example.com', '\n    - { name: shop }'))).toContain('lacks shop');
    expect(problemOf(CLUB_FILE, { other: 'x' })).toContain('has no account setting other');
    expect(accountOf('shop=lamps, region=eu')).toEqual({ shop: 'lamps', region: 'eu' });
  });

  it('reads what Fides writes, erases by none of its calls, and leaves out those that need what is not at hand', () => {
    const { endpoints } = vendorOf(`
saas_config:
  fides_key: <instance_fides_key>
  name: Example
  type: example
  description: A file in the form of Fides
  version: 0.0.1
  connector_params: [{ name: domain, default_value: api.example.com }, { name: key, sensitive: True }]
  client_config: { protocol: https, host: <domain>, authentication: { strategy: bearer, configuration: { token: <key> } } }
  test_request: { method: GET, path: /users }
  endpoints:
    - name: users
      requests:
        read:
          method: GET
          path: /users
          query_params: [{ name: limit, value: 100 }]
          param_values: [{ name: placeholder, identity: email }]
          data_path: results
          postprocessors: [{ strategy: filter, configuration: { field: email, value: { identity: email } } }]
          pagination: { strategy: link, configuration: { source: body, path: paging.next.link } }
        delete:
          method: DELETE
          path: /users/<userId>
          param_values: [{ name: userId, references: [{ dataset: <instance_fides_key>, field: users.id, direction: from }] }]
        update:
          method: PATCH
          path: /lists/<list>/users/<userId>
          param_values: [{ name: userId, references: [{ dataset: <instance_fides_key>, field: users.id, direction: from }] }]
`);

    expect(endpoints.users?.reads).toMatchObject([
      { by: { identity: 'email' }, rowsAt: 'results', paging: { strategy: 'link' } },
    ]);
    expect(endpoints.users?.erase).toBeUndefined();
    expect(endpoints.users?.update).toBeUndefined();
  });
});
