import type { Context } from 'hono';
import { plusDuration } from '../domain/civil-time';
import type { DeskDeps } from '../domain/desk-deps';
import { jsonReply } from './json-reply';
import { isSigned } from './signals/signed-call';

export interface SignedEndpoint {
  /** Path of the endpoint; it is part of what is signed. */
  readonly path: string;
  /** Name under which calls are counted. */
  readonly quota: string;
  /** The secret of a key by its id, for keys of this endpoint only. */
  readonly secretOf: (keyId: string | undefined) => Promise<string | undefined>;
  /** Tells the shop where to read how to call. */
  readonly docs: string;
  /** What to do when there were too many calls. */
  readonly rateAdvice: string;
}

type Deps = Pick<DeskDeps, 'clock' | 'items'>;

/** Signed calls that one key may make in a minute. */
const CALLS_A_MINUTE = 300;

/**
 * The refusal of a call, or `undefined` if it may go on. The reply is the same whether the key, the signature
 * or the time is wrong.
 */
export async function refuseUnsignedCall(
  deps: Deps,
  c: Context,
  rules: SignedEndpoint,
  body: string,
): Promise<Response | undefined> {
  const keyId = c.req.header('rightsdesk-key');
  const call = {
    method: c.req.method,
    path: rules.path,
    body,
    keyId,
    time: c.req.header('rightsdesk-time'),
    signature: c.req.header('rightsdesk-signature'),
  };
  const now = deps.clock.now();
  if (!isSigned(call, await rules.secretOf(keyId), now)) return unsignedReply(c, rules);
  const key = `${rules.quota}:${keyId}:${now.slice(0, 16)}`;
  if (await deps.items.takeQuota(key, CALLS_A_MINUTE, plusDuration(now, 'PT5M', 'UTC'))) return undefined;
  const error = `More than ${CALLS_A_MINUTE} calls in a minute. Nothing was recorded.`;
  return jsonReply(c, { error, remedy: `Wait a minute. ${rules.rateAdvice}` }, 429, { 'Retry-After': '60' });
}

function unsignedReply(c: Context, { docs }: SignedEndpoint): Response {
  const error =
    'This call is not signed with a key of this desk, or its time is more than five minutes from ours. Nothing was recorded.';
  const remedy = `Only the shop's own server can call here. Check Rightsdesk-Key, Rightsdesk-Time and Rightsdesk-Signature. ${docs}`;
  return jsonReply(c, { error, remedy }, 401);
}

export function invalidFieldReply(c: Context, field: string, docs: string): Response {
  const error = `The field ${field} is missing, unknown or wrong. Nothing was recorded.`;
  return jsonReply(c, { error, remedy: docs }, 422);
}

/** The name of the first wrong field. */
export function firstInvalidField(
  issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly code?: string;
    readonly keys?: readonly string[];
  }[],
): string {
  const [issue] = issues;
  return (
    [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])].map(String).join('.').slice(0, 60) || 'body'
  );
}
