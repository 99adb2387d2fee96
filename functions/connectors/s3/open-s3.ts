import { S3Client } from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import type { OpenStore } from '../kind-definition';
import { createS3Connector } from './s3-connector';

/** With the role of the process, in the region of the desk file, else in that of the process. */
export const openS3: OpenStore = ({ store, connection, clock }) =>
  createS3Connector({ store, client: new S3Client(defined({ region: connection.region })), clock });
