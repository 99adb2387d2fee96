import * as z from 'zod/mini';
import type { ConnectionSetting } from './kind-definition';

/* What several kinds of store have in the desk file and in the data map. */

/** Text of a data map: never empty, without spaces around it. */
export const mapText = () => z.string().check(z.trim(), z.minLength(1));

export const AWS_REGION: ConnectionSetting = {
  description: "For dynamodb and s3: AWS region of the store, when it is not the desk's own.",
  example: 'eu-central-1',
  form: { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, problem: 'is not the name of an AWS region' },
};

export const TABLE_NAME = z
  .optional(mapText())
  .check(z.describe('The name in the store, when it differs from the name of the collection.'));
