import * as z from 'zod';

const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const placeholder = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'must be letters, digits and underscores, starting with a letter');
const period = z
  .string()
  .regex(/^P(?:\d+D|\d+W|\d+M|\d+Y)$/, 'must be a period such as P30D')
  .describe('ISO 8601 period in days, weeks, months or years.');

const named = z.strictObject({ name: text, value: scalar });
const reference = z.strictObject({
  dataset: text.optional(),
  field: z.string().regex(/^[^.]+\..+$/, 'must be endpoint.field'),
  direction: z.enum(['from', 'to']).optional(),
});
const paramValue = z.strictObject({
  name: placeholder,
  identity: text.optional(),
  references: z.array(reference).optional(),
  connector_param: text.optional(),
});

const pagination = z.discriminatedUnion('strategy', [
  z.strictObject({
    strategy: z.literal('cursor'),
    configuration: z.strictObject({
      cursor_param: text,
      field: text.optional().describe('The field of the last row that the next page begins after.'),
      next_at: text
        .optional()
        .describe('Where in the answer the cursor of the next page is, in place of field.'),
      has_more: text.optional().describe('Where in the answer it says whether there is more.'),
      into: z.enum(['query', 'body']).optional(),
    }),
  }),
  z.strictObject({
    strategy: z.literal('link'),
    configuration: z.discriminatedUnion('source', [
      z.strictObject({ source: z.literal('body'), path: text }),
      z.strictObject({ source: z.literal('headers'), rel: text }),
    ]),
  }),
  z.strictObject({
    strategy: z.literal('offset'),
    configuration: z.strictObject({
      incremental_param: text,
      increment_by: z.int().positive(),
      limit: z.int().positive().optional(),
      starts_at: z.int().nonnegative().optional(),
    }),
  }),
]);

const answerSign = z.union([
  z.strictObject({ at: text, is: z.union([scalar, z.array(scalar).min(1)]) }),
  z.strictObject({ at: text, is_set: z.literal(true) }),
]);
const callParts = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().regex(/^\/[^?#\s]*$/, 'must begin with / and hold no query'),
  headers: z.array(named).optional(),
  query_params: z.array(named).optional(),
  body: text.optional().describe('JSON, with placeholders inside its texts.'),
  param_values: z.array(paramValue).optional(),
  absent_at: z.array(z.int()).optional().describe('Statuses that say that there is no such thing.'),
  fails_when: z
    .array(answerSign)
    .optional()
    .describe('What an answer with status 200 to 299 holds where the vendor refuses all the same.'),
  must_hold: z
    .array(answerSign)
    .optional()
    .describe('What an answer with status 200 to 299 has to hold to be believed.'),
};
const call = z.strictObject(callParts);
const listCall = z.strictObject({
  ...callParts,
  data_path: z.string().optional(),
  pagination: pagination.optional(),
});
const postprocessor = z.strictObject({
  strategy: z.literal('filter'),
  configuration: z.looseObject({ field: text }),
});
const read = z.strictObject({
  ...listCall.shape,
  postprocessors: z.array(postprocessor).optional(),
  ignore_errors: z.union([z.boolean(), z.array(z.int())]).optional(),
});
const update = z.strictObject({
  ...callParts,
  data_path: z.string().optional(),
  ignore_errors: z.union([z.boolean(), z.array(z.int())]).optional(),
});

const fidesEndpoint = z.strictObject({
  name: text,
  requests: z.strictObject({
    read: z.union([read, z.array(read)]).optional(),
    update: update.optional(),
    delete: update.optional(),
  }),
  after: z.array(text).optional(),
  erase_after: z.array(text).optional(),
});

const authentication = z.discriminatedUnion('strategy', [
  z.strictObject({ strategy: z.literal('bearer'), configuration: z.strictObject({ token: text }) }),
  z.strictObject({
    strategy: z.literal('basic'),
    configuration: z.strictObject({ username: z.string(), password: z.string().optional() }),
  }),
  z.strictObject({
    strategy: z.literal('api_key'),
    configuration: z.strictObject({
      headers: z.array(named).optional(),
      query_params: z.array(named).optional(),
    }),
  }),
  z.strictObject({
    strategy: z.literal('oauth2_client_credentials'),
    configuration: z.strictObject({
      client_id: text,
      client_secret: text,
      token_host: text.optional().describe('Default: the host of the vendor.'),
      token_path: z.string().startsWith('/'),
      scope: text.optional(),
    }),
  }),
]);

const connectorParam = z.strictObject({
  name: placeholder,
  label: text.optional(),
  description: z.string().optional(),
  default_value: z.string().optional(),
  sensitive: z.boolean().optional(),
  type: text.optional(),
  allowed_values: z.array(text).optional(),
  pattern: text.optional().describe('Of the whole value, as a regular expression.'),
});

const until = z.strictObject({
  at: text,
  values: z.array(text).min(1),
  over: z.array(text).optional(),
  failed: z.array(text).optional(),
});
const step = z.strictObject({
  ...callParts,
  expect: z
    .array(
      z
        .int()
        .min(200, 'A step is done only by a status from 200 to 299.')
        .max(299, 'A step is done only by a status from 200 to 299.'),
    )
    .optional(),
  keep: z.record(placeholder, text).optional(),
  idempotency_header: text.optional(),
  prepares: z
    .literal(true)
    .optional()
    .describe('The vendor erases nothing by this step, whatever comes of it.'),
  until: until.optional(),
});
const goneSign = z.union([
  z.strictObject({ field: text, is: scalar }),
  z.strictObject({ field: text, is_set: z.literal(true) }),
]);
const ending = z.strictObject({
  ...listCall.shape,
  what: text.describe('In words: "a running subscription".'),
  several: text.optional().describe('More than one of it, without a number: "running subscriptions".'),
  key: text.optional().describe('The field that names one of the list. Default: id.'),
  shows: z.array(text).optional().describe('Fields that staff see of each before they tick it.'),
  over_when: z.array(goneSign).optional().describe('One that holds this has ended already.'),
});

const ownEndpoint = z.strictObject({
  key: z.array(text).min(1).optional().describe('Fields that name a row. Default: [id].'),
  get: listCall.optional().describe('One row by its key.'),
  reread: z.boolean().optional().describe('A search may lag or return less: read each row again by its key.'),
  lift: z
    .array(z.union([text, z.strictObject({ name: text, fields: z.array(text) })]))
    .optional()
    .describe(
      'Inner objects whose fields count as fields of the row. `fields` names those that count as empty where the object is null.',
    ),
  gone_when: z.array(goneSign).optional(),
  include: z.array(z.strictObject({ ...listCall.shape, field: text })).optional(),
  sample: listCall.optional(),
  update: call.optional(),
  erase: z
    .union([
      z.strictObject({
        steps: z.array(step).min(1),
        settles_within: period.optional(),
        also_removes: z.array(text).optional().describe('Endpoints whose rows the vendor removes along.'),
        also_ends: z
          .array(ending)
          .optional()
          .describe('What would end with it: such a row is erased only if staff tick it.'),
      }),
      z.strictObject({ goes_with: text, settles_within: period }),
    ])
    .optional(),
  opt_out: z.array(z.strictObject({ right: text, steps: z.array(step).min(1) })).optional(),
});

const source = z.strictObject({
  says: text.describe('What the vendor says, in our words.'),
  page: text.describe('Where, or how it is known.'),
  how: z.enum(['documented', 'example', 'memory']),
});

/**
 * The file of a vendor: Fides' `saas_config` as far as its open files use it, and what that cannot say under
 * `rightsdesk`.
 */
export const vendorFile = z.strictObject({
  saas_config: z.strictObject({
    fides_key: text,
    name: text,
    type: text.optional(),
    description: z.string().optional(),
    user_guide: z.string().optional(),
    version: scalar.optional(),
    display_info: z.looseObject({}).optional(),
    connector_params: z.array(connectorParam).optional(),
    client_config: z.strictObject({
      protocol: z.literal('https'),
      host: text,
      authentication: authentication.optional(),
    }),
    test_request: call,
    endpoints: z.array(fidesEndpoint).min(1),
  }),
  rightsdesk: z
    .strictObject({
      sources: z.array(source).optional(),
      only_an_account_shows: z.array(text).optional(),
      headers: z.array(named).optional(),
      account: z
        .array(z.strictObject({ ...callParts, at: text }))
        .optional()
        .describe('Calls whose answers tell one account from another, and test data from real data.'),
      limits: z
        .strictObject({
          per_second: z.int().positive().optional(),
          per_minute: z.int().positive().optional(),
          at_once: z.int().positive().optional(),
        })
        .optional(),
      lists: z
        .record(placeholder, z.strictObject({ ...callParts, data_path: text, field: text }))
        .optional()
        .describe('Names that a call has to give one by one, such as every property of a contact.'),
      errors_at: z.array(text).optional().describe('Where an answer with status 200 tells of an error.'),
      endpoints: z.record(text, ownEndpoint).optional(),
    })
    .optional(),
});

export type VendorYaml = z.output<typeof vendorFile>;
export type AnswerSignYaml = z.output<typeof answerSign>;
export type CallYaml = z.output<typeof call>;
export type ListYaml = z.output<typeof listCall>;
export type ReadYaml = z.output<typeof read>;
export type UpdateYaml = z.output<typeof update>;
export type StepYaml = z.output<typeof step>;
export type EndingYaml = z.output<typeof ending>;
export type OwnEndpointYaml = z.output<typeof ownEndpoint>;
export type FidesEndpointYaml = z.output<typeof fidesEndpoint>;

/** JSON Schema of the file of a vendor, for editors. */
export function vendorJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(vendorFile, { io: 'input', target: 'draft-7' });
  return { ...schema, title: 'Rightsdesk vendor file (saas_config with rightsdesk)' };
}
