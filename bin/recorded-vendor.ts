import * as z from 'zod';
import type { HttpCall, Transport } from '../functions/connectors/https/https-transport';
import { CommandError } from './console';

const recording = z.array(
  z.strictObject({
    method: z.string(),
    /** With its query, as it was sent. */
    path: z.string(),
    /** A part of the body that tells this call from others of the same path. */
    body_has: z.string().optional(),
    status: z.int().default(200),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown(),
  }),
);

export type Recording = z.output<typeof recording>;

/** @throws CommandError for a file that is no recording */
export function readRecording(text: string): Recording {
  try {
    return recording.parse(JSON.parse(text));
  } catch {
    throw new CommandError(
      'the recording cannot be read: it must be a JSON list of { method, path, status, headers, body } (docs/vendors.md)',
    );
  }
}

/** Answers from a recording, each entry once, the last of a kind again and again; sends nothing. */
export function recordedTransport(entries: Recording): Transport {
  const left = [...entries];
  return async (call) => {
    const at = left.findIndex((entry) => isOf(entry, call));
    const entry = left[at];
    if (entry === undefined)
      throw new CommandError(`the recording has no answer to ${call.method} ${call.path.split('?')[0]}`);
    if (left.filter((one) => isOf(one, call)).length > 1) left.splice(at, 1);
    const text = entry.body === undefined ? '' : JSON.stringify(entry.body);
    return { status: entry.status, headers: { 'content-type': 'application/json', ...entry.headers }, text };
  };
}

function isOf({ method, path, body_has: part }: Recording[number], call: HttpCall): boolean {
  return (
    method === call.method && path === call.path && (part === undefined || (call.body ?? '').includes(part))
  );
}
