import { S3Client } from '@aws-sdk/client-s3';
import { deskData } from '../adapters/desk-data';
import { required } from '../adapters/environment';
import { s3Objects } from '../adapters/s3-objects';
import { writeSealed } from '../adapters/s3-sealed-objects';
import { stepHandler } from '../adapters/step-handler';
import type { StoreRequest } from '../connectors/store-request';
import { openStore } from './open-store';
import { serveStore } from './serve-store';

const { STORE_ID: storeId } = required('STORE_ID');
const files = s3Objects(new S3Client({}));
const connector = openStore(deskData(), storeId);

export const handler = stepHandler(async (request: StoreRequest) =>
  serveStore(
    { connector: await connector, write: (target, content) => writeSealed(files, target, content) },
    request,
  ),
);
