import { isIP } from 'node:net';
import type { Vendor, VendorAuthentication, VendorEndpoint } from '../../connectors/http/vendor';
import { defined } from '../../domain/defined';
import { accountValues, secretNames, withAccount } from './account-values';
import { checkAims } from './aimed-calls';
import { checkNamedEndpoints } from './named-endpoints';
import { checkReadingCalls } from './reading-calls';
import { endpointOf } from './resolve-endpoint';
import { callOf } from './vendor-call';
import { type Note, VendorFileError, type VendorProblem } from './vendor-file-error';
import { checkPlaceholders } from './vendor-placeholders';
import type { VendorYaml } from './vendor-schema';

/**
 * A checked file as the desk works with it.
 *
 * @throws VendorFileError for what cannot be right: a host that a value could choose, a call that lacks a
 * value, or that would act on more than one row
 */
export function resolveVendor(
  file: string,
  written: VendorYaml,
  account: Readonly<Record<string, string>>,
): Vendor {
  const problems: VendorProblem[] = [];
  const note = (path: string, problem: string, remedy: string) =>
    problems.push({ file, path, problem, remedy });
  const values = accountValues(written, account, note);
  const filled = withAccount(written, values);
  const vendor = vendorOf(filled);
  checkHosts(vendor, note);
  checkNamedEndpoints(filled, note);
  checkPlaceholders(vendor, note);
  checkAims(vendor, note);
  checkReadingCalls(vendor, note);
  if (problems.length > 0) throw new VendorFileError(problems);
  return vendor;
}

function vendorOf(written: VendorYaml): Vendor {
  const { saas_config: config, rightsdesk: own = {} } = written;
  const { limits = {} } = own;
  return {
    name: config.name,
    host: config.client_config.host,
    secrets: secretNames(written),
    authentication: authenticationOf(config.client_config),
    headers: (own.headers ?? []).map(({ name, value }) => ({ name, value: String(value) })),
    test: callOf(config.test_request, {}),
    account: (own.account ?? []).map(({ at, ...call }) => ({ ...callOf(call, {}), at })),
    limits: defined({ perSecond: limits.per_second, perMinute: limits.per_minute, atOnce: limits.at_once }),
    errorsAt: own.errors_at ?? [],
    lists: Object.fromEntries(
      Object.entries(own.lists ?? {}).map(([name, list]) => [
        name,
        { ...callOf(list, {}), rowsAt: list.data_path, field: list.field },
      ]),
    ),
    endpoints: endpointsOf(written),
  };
}

function endpointsOf({ saas_config: config, rightsdesk: own }: VendorYaml): Record<string, VendorEndpoint> {
  const ownOf = new Map(Object.entries(own?.endpoints ?? {}));
  return Object.fromEntries(
    config.endpoints.map((endpoint) => [endpoint.name, endpointOf(endpoint, ownOf.get(endpoint.name) ?? {})]),
  );
}

function authenticationOf({
  host,
  authentication,
}: VendorYaml['saas_config']['client_config']): VendorAuthentication {
  switch (authentication?.strategy) {
    case undefined:
      return { strategy: 'none' };
    case 'bearer':
      return { strategy: 'bearer', token: authentication.configuration.token };
    case 'basic': {
      const { username, password = '' } = authentication.configuration;
      return { strategy: 'basic', username, password };
    }
    case 'api_key': {
      const { headers = [], query_params: query = [] } = authentication.configuration;
      const texts = (all: typeof headers) => all.map(({ name, value }) => ({ name, value: String(value) }));
      return { strategy: 'api_key', headers: texts(headers), query: texts(query) };
    }
    case 'oauth2_client_credentials': {
      const { client_id, client_secret, token_host, token_path, scope } = authentication.configuration;
      return {
        strategy: 'oauth2_client_credentials',
        tokenHost: token_host ?? host,
        tokenPath: token_path,
        clientId: client_id,
        clientSecret: client_secret,
        ...defined({ scope }),
      };
    }
  }
}

const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** A host is fixed when the desk is built: a name of the public internet, without port, user or path. */
function checkHosts({ host, authentication }: Vendor, note: Note): void {
  const hosts = [host, ...('tokenHost' in authentication ? [authentication.tokenHost] : [])];
  for (const one of hosts)
    if (!HOST.test(one) || isIP(one) !== 0)
      note(
        'saas_config.client_config.host',
        `${JSON.stringify(one)} is not the name of a host`,
        'Write a name such as api.example.com; only account settings may stand in it, as <shop>.',
      );
}
