import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ZipFile } from 'yazl';
import { functionName } from './fill-in';

/** How clients reach the emulator. */
export interface AwsClientSettings {
  readonly endpoint: string;
}

/** A function and a role in the emulator that exist while the cases run. */
export interface EmulatedFunction {
  readonly role: string;
  readonly remove: () => Promise<void>;
}

/**
 * Creates the function that the cases call, and a role without permissions for it and the machines, since the
 * function calls nothing in AWS. It has a custom runtime, since the emulator gives every error of a Node.js
 * function the same name.
 *
 * @param callsUrl - where the function asks what to do
 */
export async function createFunction(
  run: string,
  callsUrl: string,
  settings: AwsClientSettings,
): Promise<EmulatedFunction> {
  const iam = new IAMClient(settings);
  const lambda = new LambdaClient(settings);
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] },
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: run,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  const role = Role?.Arn ?? '';
  const FunctionName = functionName(run);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'provided.al2023',
      Handler: 'bootstrap',
      Role: role,
      Timeout: 30,
      Code: { ZipFile: await zippedRelay() },
      Environment: { Variables: { CALLS_URL: callsUrl } },
    }),
  );
  const remove = async () => {
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await iam.send(new DeleteRoleCommand({ RoleName: run }));
  };
  return { role, remove };
}

/** A custom runtime starts `bootstrap`. */
function zippedRelay(): Promise<Buffer> {
  const code = readFileSync(join(__dirname, 'relay.cjs'), 'utf8');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`#!/usr/bin/env node\n${code}`), 'bootstrap', { mode: 0o100755 });
  zip.end();
  return buffer(zip.outputStream);
}
