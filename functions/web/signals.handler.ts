import { handle } from 'hono/aws-lambda';
import { documentClient, itemsFrom, registerFrom, vaultFrom, workflowFrom } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { madeWhenAsked } from '../adapters/made-when-asked';
import { notePage } from '../adapters/note-page';
import { readParameter } from '../adapters/ssm-parameter';
import { systemClock } from '../adapters/system-clock';
import { signalSecrets } from '../signals/signal-secrets';
import { type AccountRoutesDeps, accountRoutes } from './account.routes';
import { type SignalRoutesDeps, signalRoutes } from './signal.routes';
import { webApp } from './web-app';

const data = deskData();
const dynamo = documentClient();

const read = async (reference: string) =>
  reference.startsWith('/') ? readParameter(reference) : process.env[reference];

const deps: SignalRoutesDeps & AccountRoutesDeps = madeWhenAsked<SignalRoutesDeps & AccountRoutesDeps>({
  desk: () => data.desk,
  map: () => data.map,
  book: () => data.book,
  clock: () => systemClock,
  register: () => registerFrom(dynamo, data, systemClock),
  vault: () => vaultFrom(dynamo),
  items: () => itemsFrom(dynamo),
  workflow: () => workflowFrom(),
  secretOf: () => signalSecrets(data.desk.optOutSignals, read, systemClock),
  accountSecretOf: () => signalSecrets(data.desk.accountLogin, read, systemClock),
});

const app = webApp({ deps, largestBody: 2 * 1024, logFailure: notePage });
app.route('/', signalRoutes(deps));
app.route('/', accountRoutes(deps));

export const handler = handle(app);
