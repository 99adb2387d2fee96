import * as z from 'zod';
import { AwsError, unsupported } from './aws-error';
import type { WireAnswer, WireService } from './wire-service';

/** One operation: the shape of its input and what it does. */
export interface JsonOperation {
  readonly run: (input: unknown) => Promise<unknown>;
}

/** Describes a service that speaks AWS's JSON protocol, in which a header names the operation. */
export interface JsonServiceDescription {
  readonly service: string;
  /** What precedes the dot in `X-Amz-Target`, e.g. `TrentService`. */
  readonly targetPrefix: string;
  readonly version: '1.0' | '1.1';
  readonly operations: Readonly<Record<string, JsonOperation>>;
}

/** An operation whose input is checked first; invalid input gives a `ValidationException`. */
export function jsonOperation<Shape extends z.ZodType>(
  shape: Shape,
  effect: (input: z.output<Shape>) => unknown,
): JsonOperation {
  return {
    run: async (input) => {
      const parsed = shape.safeParse(input);
      if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
      return effect(parsed.data);
    },
  };
}

/**
 * Makes the wire service of a description.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonService(description: JsonServiceDescription): WireService {
  const contentType = `application/x-amz-json-${description.version}`;
  return ({ headers, body }) => {
    const target = headers['x-amz-target'];
    const [prefix, operation = ''] = typeof target === 'string' ? target.split('.') : [];
    if (prefix !== description.targetPrefix) return undefined;
    const run = async (): Promise<WireAnswer> => {
      const known = Object.hasOwn(description.operations, operation)
        ? description.operations[operation]
        : undefined;
      if (known === undefined) throw unsupported(description.service, operation);
      const output = await known.run(parseJson(body));
      return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(output ?? {}) };
    };
    return { service: description.service, operation, run };
  };
}

/** Reads a JSON body; an empty one is `{}`. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON');
  }
}
