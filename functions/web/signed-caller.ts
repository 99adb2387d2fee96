import type { Context } from 'hono';
import { later } from '../domain/civil-time';
import type { DeskDeps } from '../domain/desk-deps';
import { isSigned } from '../signals/signed-call';
import { jsonAnswer } from './json-answer';

export interface SignedCallRules {
  /** Path of the endpoint; part of what is signed. */
  readonly path: string;
  /** Names the count of calls. */
  readonly quota: string;
  /** Secret of a key by its id: only of the keys that are for this endpoint. */
  readonly secretOf: (keyId: string | undefined) => Promise<string | undefined>;
  /** Where the shop reads how to call. */
  readonly docs: string;
  /** What to do about too many calls. */
  readonly slower: string;
}

type Deps = Pick<DeskDeps, 'clock' | 'items'>;

/** Signed calls in a minute that one key may make. */
const CALLS_A_MINUTE = 300;

/**
 * Nothing where the call may go on. Whether a key, a signature or the time is wrong is not told: one answer
 * for all of them.
 */
export async function refuseUnsigned(
  c: Context,
  deps: Deps,
  rules: SignedCallRules,
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
  if (!isSigned(call, await rules.secretOf(keyId), now)) return unsigned(c, rules);
  const key = `${rules.quota}:${keyId}:${now.slice(0, 16)}`;
  if (await deps.items.takeQuota(key, CALLS_A_MINUTE, later(now, 'PT5M', 'UTC'))) return undefined;
  const error = `More than ${CALLS_A_MINUTE} calls in a minute. Nothing was recorded.`;
  return jsonAnswer(c, { error, remedy: `Wait a minute. ${rules.slower}` }, 429, { 'Retry-After': '60' });
}

function unsigned(c: Context, { docs }: SignedCallRules): Response {
  const error =
    'This call is not signed with a key of this desk, or its time is more than five minutes from ours. Nothing was recorded.';
  const remedy = `Only the shop's own server can call here. Check Rightsdesk-Key, Rightsdesk-Time and Rightsdesk-Signature. ${docs}`;
  return jsonAnswer(c, { error, remedy }, 401);
}

export function notUnderstood(c: Context, field: string, docs: string): Response {
  const error = `The field ${field} is missing, unknown or wrong. Nothing was recorded.`;
  return jsonAnswer(c, { error, remedy: docs }, 422);
}

/** Which field is wrong. */
export function fieldOf(
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

/** The text as JSON; nothing where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
