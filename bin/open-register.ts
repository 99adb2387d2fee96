import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDeskItems } from '../functions/adapters/dynamo-desk-items';
import { dynamoRequestRegister } from '../functions/adapters/dynamo-request-register';
import { s3Evidence } from '../functions/adapters/s3-evidence';
import { lawBookOf } from '../functions/config/desk/law-book-of';
import { loadDesk } from '../functions/config/desk/load-desk';
import { checkLane } from '../functions/domain/check-lane';
import type { Clock } from '../functions/domain/clock';
import type { LawBook } from '../functions/domain/deadlines/law';
import type { Desk } from '../functions/domain/desk';
import type { DeskItems } from '../functions/domain/desk-items';
import { dueDates } from '../functions/domain/due-dates';
import type { AppendedReader, AuditReader, EvidenceStore } from '../functions/domain/evidence-store';
import type { RequestRegister } from '../functions/domain/ports';
import { nextCheckAt } from '../functions/domain/timers';
import { clockOf } from './clock-of';
import { CommandError } from './console';

export interface OpenRegister {
  readonly register: RequestRegister & AuditReader & AppendedReader;
  /** Links, counts and cursors, where `DESK_TABLE` names their table. */
  readonly items?: DeskItems;
  /** The anchors, where `EVIDENCE_BUCKET` names their bucket. */
  readonly evidence?: EvidenceStore;
  readonly book: LawBook;
  readonly desk: Desk;
  readonly clock: Clock;
}

/** Runs a command on the register. When the register is out of reach, the error says so in one line. */
export async function onRegister<T>(
  config: string,
  env: Readonly<Record<string, string | undefined>>,
  act: (open: OpenRegister) => Promise<T>,
): Promise<T> {
  const open = openRegister(config, env);
  try {
    return await act(open);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    throw new CommandError(
      `the register ${env.REGISTER_TABLE} cannot be read (${error.name}: ${error.message}). Check that the desk runs there and that your credentials may read it`,
    );
  }
}

/**
 * Errors of AWS carry `$metadata` and refused connections a code; missing credentials or regions are known by
 * name or message.
 */
function isOutOfReach(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ('$metadata' in error || 'code' in error) return true;
  return error.name === 'CredentialsProviderError' || error.message === 'Region is missing';
}

/**
 * The register of a desk, here or in AWS: `REGISTER_TABLE` names its table, the AWS variables say where.
 *
 * @throws {CommandError} when no table is named
 */
function openRegister(
  config: string,
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = clockOf(env),
): OpenRegister {
  const table = env.REGISTER_TABLE;
  if (!table)
    throw new CommandError('REGISTER_TABLE is not set; set it to the DynamoDB table of the register');
  const { desk } = loadDesk(config);
  const book = lawBookOf(desk);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const context = { desk, book, clock };
  const register = dynamoRequestRegister({
    client,
    table,
    clock,
    nextCheckAt: (request) => nextCheckAt(request, context),
    laneOf: (request) => checkLane(request, context),
    dueOnOf: (request) => dueDates(request, book).latest,
    skewMs: () => client.config.systemClockOffset,
  });
  const { EVIDENCE_BUCKET: bucket, DESK_TABLE: items } = env;
  return {
    ...{ register, book, desk, clock },
    ...(items ? { items: dynamoDeskItems({ client, table: items }) } : {}),
    ...(bucket ? { evidence: s3Evidence({ s3: new S3Client({}), bucket }) } : {}),
  };
}
