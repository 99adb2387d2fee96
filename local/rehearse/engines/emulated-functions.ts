import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  type Runtime,
} from '@aws-sdk/client-lambda';
import { ZipFile } from 'yazl';
import { functionNames } from './fill-in';

/** How clients reach the emulator. */
export interface AwsClientSettings {
  readonly endpoint: string;
}

/** Functions and a role in the emulator, for as long as the cases run. */
export interface EmulatedFunctions {
  readonly role: string;
  readonly remove: () => Promise<void>;
}

/**
 * Creates the functions that the cases call, and a role for them and the machines. The role allows nothing:
 * the functions
 * call nothing of AWS.
 *
 * @param callsUrl - where the functions ask what to do
 */
export async function createFunctions(
  run: string,
  callsUrl: string,
  settings: AwsClientSettings,
): Promise<EmulatedFunctions> {
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
  const names = functionNames(run);
  const ZipFile = await zippedRelay();
  const create = (FunctionName: string, runtime: Runtime) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: runtime,
        Handler: 'relay.handler',
        Role: role,
        Timeout: 30,
        Code: { ZipFile },
        Environment: { Variables: { CALLS_URL: callsUrl } },
      }),
    );
  await create(names.Step, 'provided.al2023');
  await create(names.BareStep, 'provided.al2023');
  await create(names.NodeStep, 'nodejs22.x');
  const remove = async () => {
    for (const FunctionName of Object.values(names))
      await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await iam.send(new DeleteRoleCommand({ RoleName: run }));
  };
  return { role, remove };
}

/** The same file twice: a custom runtime starts `bootstrap`, the managed one loads `relay`. */
function zippedRelay(): Promise<Buffer> {
  const code = readFileSync(join(__dirname, 'relay.cjs'), 'utf8');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`#!/usr/bin/env node\n${code}`), 'bootstrap', { mode: 0o100755 });
  zip.addBuffer(Buffer.from(code), 'relay.js', { mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
