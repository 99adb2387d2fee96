import { KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { handle } from 'hono/aws-lambda';
import { buildInbox, documentClient } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { required } from '../adapters/environment';
import { sealInboxItem } from '../adapters/inbox-seal';
import { logPageFailure } from '../adapters/log-page-failure';
import { systemClock } from '../adapters/system-clock';
import { intakeRoutes } from './form/intake.routes';
import { gpcStatementRoutes } from './gpc-statement.routes';
import { webApp } from './web-app';

const { KEY_ID, RECEIVE_FUNCTION } = required('KEY_ID', 'RECEIVE_FUNCTION');
const data = deskData();
const lambda = new LambdaClient({});

const app = webApp({ deps: data, largestBody: 64 * 1024, logFailure: logPageFailure });
app.route('/', gpcStatementRoutes());
app.route(
  '/',
  intakeRoutes({
    desk: data.desk,
    book: data.book,
    map: data.map,
    clock: systemClock,
    inbox: buildInbox(documentClient()),
    seal: sealInboxItem({ kms: new KMSClient({}), keyId: KEY_ID }),
    announce: async (requestId) => {
      const Payload = Buffer.from(JSON.stringify({ requestId }));
      await lambda.send(
        new InvokeCommand({ FunctionName: RECEIVE_FUNCTION, InvocationType: 'Event', Payload }),
      );
    },
  }),
);

export const handler = handle(app);
