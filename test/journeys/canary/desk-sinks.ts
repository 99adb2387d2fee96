import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { deskTables } from '../../../local/desk/create-tables';
import type { RunningDesk } from '../../../local/desk/start-desk';
import type { Transition } from '../../../local/runner/frame';
import { shopBucket } from '../../../local/sample-shop/seed-files';
import { type StraightClients, straightClients } from '../faults/shopper';
import type { Sink } from './leak-oracle';

/** What only the person may read, and what is packed for them. */
const PACKAGES = 'rightsdesk-packages';

/** Everything that the desk writes anywhere except into the package and into mails to the person. */
export async function deskSinks(
  desk: RunningDesk,
  seen: { readonly directory: string; readonly person: string; readonly transitions: readonly Transition[] },
): Promise<Sink[]> {
  const clients = straightClients(desk);
  return [
    ...seen.transitions.map((t) => sink(`state ${t.stateMachineName}/${t.stateName}`, t)),
    ...executionSinks(desk),
    ...(await tableSinks(clients)),
    ...(await bucketSinks(clients)),
    ...mailSinks(desk, seen.person),
    ...['environment.json', 'desk.json', 'clock.json'].map((name) => ({
      place: name,
      content: readFileSync(join(seen.directory, name)),
    })),
  ];
}

function sink(place: string, content: unknown): Sink {
  return { place, content: JSON.stringify(content) };
}

function executionSinks({ aws, environment }: RunningDesk): Sink[] {
  const names = [
    'data-subject-request',
    'fulfil-access',
    'fulfil-erasure',
    'fulfil-rectification',
    'carry-out-opt-out',
    'answer-by-person',
  ];
  const all = names.flatMap((name) => aws.stateMachines.list(`${environment.MACHINE_ARN_PREFIX}${name}`));
  return all.map((execution) => sink(`execution ${execution.name}`, execution));
}

async function tableSinks({ dynamo }: StraightClients): Promise<Sink[]> {
  const sinks: Sink[] = [];
  for (const TableName of Object.values(deskTables)) {
    const client = DynamoDBDocumentClient.from(dynamo);
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
      sinks.push(...Items.map((item) => sink(`table ${TableName}`, item)));
    }
  }
  return sinks;
}

/** Keys of every bucket of the desk, and the contents of objects, except the package itself. */
async function bucketSinks({ s3 }: StraightClients): Promise<Sink[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const sinks: Sink[] = [];
  for (const Bucket of Buckets.map((b) => b.Name ?? '').filter((name) => name !== shopBucket)) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      for (const { Key = '' } of Contents) {
        const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = await object.Body?.transformToByteArray();
        sinks.push(sink(`key in ${Bucket}`, [Key, object.Metadata, object.ContentDisposition]));
        if (Bucket !== PACKAGES) sinks.push({ place: `object in ${Bucket}`, content: bytes ?? '' });
      }
    }
  }
  return sinks;
}

/**
 * Mails to staff, recipients and the second address; and the mail to the person that is sent before anybody
 * knows whose mailbox it is.
 */
function mailSinks({ aws }: RunningDesk, person: string): Sink[] {
  return aws.mails.list().map((mail) => {
    const { to, ...rest } = mail;
    const own = to.join() === person;
    const content = own ? { subject: mail.subject, headers: mail.headers, tags: mail.tags } : { to, ...rest };
    return sink(`mail to ${own ? 'the person' : to.join()}`, content);
  });
}
