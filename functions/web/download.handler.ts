import { buildPackageLinks, documentClient, mailDepsParts } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { lazy } from '../adapters/lazy';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { type DownloadDeps, downloadRoutes } from './requester/download.routes';
import { webApp } from './web-app';

const dynamo = documentClient();
const deps = lazy<DownloadDeps>({
  ...mailDepsParts(deskData(), dynamo),
  packages: () => buildPackageLinks(dynamo),
});
const app = webApp({ deps, largestBody: 16 * 1024, logFailure: logPageFailure });
app.route('/', downloadRoutes(deps));

export const handler = pageHandler(app);
