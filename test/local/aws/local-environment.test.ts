import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import { applyLocalEnvironment } from '../../../local/aws/local-environment';
import { startS3 } from '../../../local/aws/s3-server';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

/** Calls each service with clients that are configured by their environment only. */
const PROGRAM = `
  const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
  const { S3Client, PutObjectCommand, GetObjectCommand } = require('@aws-sdk/client-s3');
  const { KMSClient, GenerateDataKeyCommand } = require('@aws-sdk/client-kms');
  const { SESv2Client, GetAccountCommand } = require('@aws-sdk/client-sesv2');
  const { SSMClient, GetParametersByPathCommand } = require('@aws-sdk/client-ssm');
  const { SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');
  const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
  const { Readable } = require('node:stream');
  (async () => {
    await new DynamoDBClient().send(new ListTablesCommand({}));
    const at = { Bucket: 'box', Key: 'k' };
    await new S3Client().send(new PutObjectCommand({ ...at, Body: Readable.from(['ab', 'cd']), ContentLength: 4 }));
    const { Body } = await new S3Client().send(new GetObjectCommand(at));
    await new KMSClient().send(new GenerateDataKeyCommand({ KeyId: 'alias/rightsdesk', KeySpec: 'AES_256' }));
    await new SESv2Client().send(new GetAccountCommand({}));
    await new SSMClient().send(new GetParametersByPathCommand({ Path: '/x' }));
    const sfn = await new SFNClient().send(new StartExecutionCommand({ stateMachineArn: 'x' })).catch((e) => e.name);
    await new LambdaClient().send(new InvokeCommand({ FunctionName: 'hello' }));
    console.log([await Body.transformToString(), sfn].join(' '));
  })();
`;

describe('the local environment', () => {
  let machine: TestMachine;

  beforeAll(async () => {
    machine = await startTestMachine();
    machine.functions.register('hello', async () => 'hello');
  });
  afterAll(() => endTestMachine(machine));

  it('points every client of a process at the local machine, in spite of a real profile and session', async () => {
    const dynamodb = await startDynamoDb({ directory: `${machine.directory}/dynamodb` });
    const s3 = await startS3({ directory: `${machine.directory}/s3`, buckets: ['box'] });
    const environment = {
      PATH: process.env.PATH,
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'real',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    };

    applyLocalEnvironment(
      { aws: machine.endpoint, dynamodb: dynamodb.endpoint, s3: s3.endpoint },
      environment,
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROGRAM], { env: environment });
    await Promise.all([dynamodb.stop(), s3.stop()]);

    expect(stdout.trim()).toBe('abcd InvalidArn');
  }, 30_000);
});
