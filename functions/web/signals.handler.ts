import { buildItems, buildRegister, buildVault, buildWorkflow, documentClient } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { lazy } from '../adapters/lazy';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { readParameter } from '../adapters/ssm-parameter';
import { systemClock } from '../adapters/system-clock';
import { type AccountRoutesDeps, accountRoutes } from './account.routes';
import { type SignalRoutesDeps, signalRoutes } from './signal.routes';
import { buildSecretLookup } from './signals/secret-lookup';
import { webApp } from './web-app';

const data = deskData();
const dynamo = documentClient();

const read = async (reference: string) =>
  reference.startsWith('/') ? readParameter(reference) : process.env[reference];

const deps: SignalRoutesDeps & AccountRoutesDeps = lazy<SignalRoutesDeps & AccountRoutesDeps>({
  desk: () => data.desk,
  map: () => data.map,
  book: () => data.book,
  clock: () => systemClock,
  register: () => buildRegister(dynamo, data, systemClock),
  vault: () => buildVault(dynamo),
  items: () => buildItems(dynamo),
  workflow: () => buildWorkflow(),
  secretOf: () => buildSecretLookup(data.desk.optOutSignals, read, systemClock),
  accountSecretOf: () => buildSecretLookup(data.desk.accountLogin, read, systemClock),
});

const app = webApp({ deps, largestBody: 2 * 1024, logFailure: logPageFailure });
app.route('/', signalRoutes(deps));
app.route('/', accountRoutes(deps));

export const handler = pageHandler(app);
