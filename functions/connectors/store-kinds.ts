import { dynamodb } from './dynamodb/dynamodb.kind';
import type { KindDefinition } from './kind-definition';
import { manual } from './manual/manual.kind';
import { mysql } from './mysql/mysql.kind';
import { postgres } from './postgres/postgres.kind';
import { s3 } from './s3/s3.kind';

const registered = { postgres, mysql, dynamodb, s3, manual };

export type KindName = keyof typeof registered;

/**
 * Every kind of store, in the order of the documentation: a new kind is a folder beside this file and an
 * entry here. Only the build and the commands read this; the compiler then asks for the connector of the kind
 * in `open-connector.ts`, which is all that a Lambda function carries.
 */
export const storeKinds: Record<string, KindDefinition> = registered;

/** The definition of a kind that the desk file or the map has been checked to name. */
export function kindDefinition(kind: string): KindDefinition {
  const definition = storeKinds[kind];
  if (definition === undefined)
    throw new Error(`no kind of store is called ${kind}: use one of ${Object.keys(storeKinds).join(', ')}`);
  return definition;
}
