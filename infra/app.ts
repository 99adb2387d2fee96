import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { DeskFileError } from '../functions/config/desk/desk-file-error';
import { DataMapError } from '../functions/config/map/data-map-error';
import { bundleFunctions, writeDeskFile } from './bundles';
import { DeploySettingsError, readDeploySettings } from './deploy-settings';
import { writeRdsCertificates } from './rds-certificates';
import { RightsdeskStack } from './rightsdesk-stack';

/**
 * Reads the settings, bundles the functions and builds the stack. A wrong setting gives a sentence, no stack
 * trace.
 */
async function main(): Promise<void> {
  const app = new App();
  const env = accountAndRegion(process.env);
  const settings = readDeploySettings((name) => app.node.tryGetContext(name), env.region);
  const bundles = await bundleFunctions(join(app.outdir, 'bundles'));
  writeDeskFile(bundles, settings.data);
  writeRdsCertificates(bundles, settings.data.desk);
  new RightsdeskStack(app, 'Rightsdesk', {
    settings,
    codeOf: (name) => Code.fromAsset(join(bundles.folder, name)),
    env,
  });
  app.synth();
}

/** As the CDK derives them from the credentials. Without credentials, the template fits every account. */
function accountAndRegion({ CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region }: NodeJS.ProcessEnv): {
  account?: string;
  region?: string;
} {
  return { ...(account && { account }), ...(region && { region }) };
}

main().catch((error: unknown) => {
  const known = [DeploySettingsError, DeskFileError, DataMapError].some((kind) => error instanceof kind);
  console.error(known ? (error as Error).message : error);
  process.exitCode = 1;
});
