import { handle } from 'hono/aws-lambda';
import { caseParts, documentClient, packageLinksFrom } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { madeWhenAsked } from '../adapters/made-when-asked';
import { notePage } from '../adapters/note-page';
import { type DownloadDeps, downloadRoutes } from './requester/download.routes';
import { webApp } from './web-app';

const dynamo = documentClient();
const deps = madeWhenAsked<DownloadDeps>({
  ...caseParts(deskData(), dynamo),
  packages: () => packageLinksFrom(dynamo),
});
const app = webApp({ deps, largestBody: 16 * 1024, logFailure: notePage });
app.route('/', downloadRoutes(deps));

export const handler = handle(app);
