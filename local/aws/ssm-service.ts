import * as z from 'zod';
import type { Clock } from '../../functions/domain/clock';
import { AwsError } from './aws-error';
import { jsonOperation, jsonService } from './json-service';
import type { KmsKeys } from './kms-keys';
import type { ParameterStore } from './parameter-store';
import type { WireService } from './wire-service';

/** What the Parameter Store needs. */
export interface SsmOptions {
  readonly parameters: ParameterStore;
  readonly keys: KmsKeys;
  /** The key for SecureStrings that name none. */
  readonly defaultKey: string;
  readonly clock: Clock;
}

const PUT = z.strictObject({
  Name: z.string().regex(/^[\w./-]{1,1011}$/),
  Value: z.string().min(1),
  Type: z.enum(['String', 'StringList', 'SecureString']).default('String'),
  KeyId: z.string().optional(),
  Overwrite: z.boolean().default(false),
  Description: z.string().optional(),
  Tier: z.literal('Standard').optional(),
});

/** A standard parameter holds at most 4 KB. */
const LARGEST_VALUE_BYTES = 4096;

/**
 * The Parameter Store calls that the desk makes.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function ssmService(options: SsmOptions): WireService {
  return jsonService({
    service: 'ssm',
    targetPrefix: 'AmazonSSM',
    version: '1.1',
    operations: {
      PutParameter: jsonOperation(PUT, (request) => put(options, request)),
      GetParameter: jsonOperation(
        z.strictObject({ Name: z.string(), WithDecryption: z.boolean().default(false) }),
        ({ Name, WithDecryption }) => ({ Parameter: shown(options, Name, WithDecryption) }),
      ),
      GetParametersByPath: jsonOperation(
        z.strictObject({
          Path: z.string().startsWith('/'),
          Recursive: z.boolean().default(false),
          WithDecryption: z.boolean().default(false),
          MaxResults: z.int().min(1).max(10).default(10),
          NextToken: z.string().optional(),
        }),
        (request) => {
          const from = Number(request.NextToken ?? 0);
          if (!Number.isSafeInteger(from))
            throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
          const names = options.parameters.namesBelow(request.Path, request.Recursive);
          const to = from + request.MaxResults;
          return {
            Parameters: names.slice(from, to).map((name) => shown(options, name, request.WithDecryption)),
            ...(names.length > to ? { NextToken: String(to) } : {}),
          };
        },
      ),
    },
  });
}

function put({ parameters, keys, defaultKey, clock }: SsmOptions, request: z.output<typeof PUT>) {
  const { Name, Type, Value, KeyId, Overwrite } = request;
  if (Buffer.byteLength(Value) > LARGEST_VALUE_BYTES)
    throw new AwsError('ValidationException', 'longer than 4096 bytes');
  const secret = Type === 'SecureString';
  const value = secret
    ? keys.encrypt(KeyId ?? defaultKey, Buffer.from(Value), { Name }).toString('base64')
    : Value;
  const version = parameters.put(Name, { type: Type, value, lastModified: clock.now() }, Overwrite);
  return { Version: version, Tier: 'Standard' };
}

function shown({ parameters, keys }: SsmOptions, name: string, withDecryption: boolean) {
  const { type, value, version, lastModified } = parameters.get(name);
  const secret = type === 'SecureString' && withDecryption;
  return {
    Name: name,
    Type: type,
    Value: secret
      ? keys.decrypt(Buffer.from(value, 'base64'), { Name: name }).plaintext.toString('utf8')
      : value,
    Version: version,
    LastModifiedDate: Date.parse(lastModified) / 1000,
    ARN: `arn:aws:ssm:us-east-1:000000000000:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: 'text',
  };
}
