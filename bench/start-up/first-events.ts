/** No link has it. */
const TOKEN = 'x'.repeat(43);

/**
 * The first call of each function that is started: a page behind a link that nobody was mailed, or a step for
 * a request that there is not. Each reads DynamoDB once; the form reads nothing.
 */
export const firstEvents: Readonly<Record<string, object>> = {
  intake: page('/'),
  requester: page(`/r/${TOKEN}`),
  decide: page(`/s/decide/${TOKEN}`),
  'search-stores': { requestId: 'dsr-000000000000' },
};

/** A GET as an HTTP API hands it to a function. */
function page(path: string): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'localhost' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      requestId: 'local',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
      http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    },
    isBase64Encoded: false,
  };
}
