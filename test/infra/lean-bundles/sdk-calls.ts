import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

interface WithSocketTimeout {
  httpHandlerConfigs(): { readonly defaultSocketTimeout?: number };
}

/**
 * Calls of the SDK as functions make them. A test bundles this file as functions are, and calls the bundle.
 */
export function sdkCalls(endpoint: string) {
  const settings = { endpoint, region: 'eu-central-1', forcePathStyle: true };
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const s3 = new S3Client(settings);
  const object = { Bucket: 'bucket', Key: 'key' };
  return {
    item: async () => (await dynamo.send(new GetCommand({ TableName: 't', Key: { id: '1' } }))).Item,
    socketTimeout: async () => {
      await dynamo.send(new GetCommand({ TableName: 't', Key: { id: '1' } }));
      return (dynamo.config.requestHandler as WithSocketTimeout).httpHandlerConfigs().defaultSocketTimeout;
    },
    putNew: () =>
      dynamo.send(new PutCommand({ TableName: 't', Item: { id: '1' }, ConditionExpression: 'c' })),
    open: () => new KMSClient(settings).send(new DecryptCommand({ CiphertextBlob: Buffer.from('x') })),
    object: async () => (await s3.send(new GetObjectCommand(object))).Body?.transformToString(),
    put: (Body: string) => s3.send(new PutObjectCommand({ ...object, Body })),
    upload: (Body: AsyncIterable<Uint8Array>) =>
      new Upload({ client: s3, params: { ...object, Body: Readable.from(Body) } }).done(),
    link: () => getSignedUrl(s3, new GetObjectCommand(object), { expiresIn: 60 }),
  };
}
