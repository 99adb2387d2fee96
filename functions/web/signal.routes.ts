import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { later } from '../domain/due-dates';
import { isAheadOf, SignalBody, SignalledCustomer } from '../signals/signal-body';
import { signalStatus } from '../signals/signal-status';
import { signalPlace } from '../signals/signalled-request';
import { isSigned } from '../signals/signed-call';
import { type SignalDeps, takeSignal } from '../signals/take-signal';
import { jsonAnswer, SIGNAL_DOCS } from './json-answer';

export interface SignalRoutesDeps extends SignalDeps {
  /** Secret of a key by its id. */
  readonly secretOf: (keyId: string | undefined) => Promise<string | undefined>;
}

/** Path of the endpoint; part of what is signed. */
export const SIGNAL_PATH = '/signals/gpc';

/** Signed calls in a minute that one key may make. */
const CALLS_A_MINUTE = 300;

/** For the shop's own server: pass on a customer's opt-out signal, and ask how it stands. Nothing here is for browsers. */
export function signalRoutes(deps: SignalRoutesDeps): Hono {
  const app = new Hono();
  app.post(SIGNAL_PATH, async (c) => {
    const text = await c.req.text();
    const refused = await refuse(c, deps, text);
    if (refused) return refused;
    const body = SignalBody.safeParse(parsed(text));
    if (!body.success) return notUnderstood(c, fieldOf(body.error.issues));
    if (isAheadOf(deps.clock.now(), body.data)) return notUnderstood(c, 'allowsSince');
    const place = await takeSignal(deps, c.req.header('rightsdesk-key') ?? '', body.data);
    const isClosed = place.standing?.status === 'closed';
    return jsonAnswer(c, { ...signalStatus(deps, place), ...conflictWords(body.data) }, isClosed ? 200 : 202);
  });
  app.get(SIGNAL_PATH, async (c) => {
    const text = c.req.header('rightsdesk-customer') ?? '';
    const refused = await refuse(c, deps, text);
    if (refused) return refused;
    const customer = SignalledCustomer.safeParse(parsed(Buffer.from(text, 'base64url').toString('utf8')));
    if (!customer.success) return notUnderstood(c, 'Rightsdesk-Customer');
    return jsonAnswer(c, signalStatus(deps, await signalPlace(deps, customer.data)));
  });
  app.all(SIGNAL_PATH, (c) =>
    jsonAnswer(c, { error: 'Only GET and POST work here.', remedy: SIGNAL_DOCS }, 405, {
      Allow: 'GET, POST',
    }),
  );
  return app;
}

/** Nothing where the call may go on. Whether a key, a signature or the time is wrong is not told: one answer for all of them. */
async function refuse(c: Context, deps: SignalRoutesDeps, body: string): Promise<Response | undefined> {
  const keyId = c.req.header('rightsdesk-key');
  const call = {
    method: c.req.method,
    path: SIGNAL_PATH,
    body,
    keyId,
    time: c.req.header('rightsdesk-time'),
    signature: c.req.header('rightsdesk-signature'),
  };
  const now = deps.clock.now();
  if (!isSigned(call, await deps.secretOf(keyId), now)) return jsonAnswer(c, UNSIGNED, 401);
  const minute = now.slice(0, 16);
  const key = `signal:${keyId}:${minute}`;
  if (await deps.items.takeQuota(key, CALLS_A_MINUTE, later(now, 'PT5M', 'UTC'))) return undefined;
  return jsonAnswer(c, TOO_MANY, 429, { 'Retry-After': '60' });
}

const UNSIGNED = {
  error:
    'This call is not signed with a key of this desk, or its time is more than five minutes from ours. Nothing was recorded.',
  remedy: `Only the shop's own server can call here. Check Rightsdesk-Key, Rightsdesk-Time and Rightsdesk-Signature. ${SIGNAL_DOCS}`,
};

const TOO_MANY = {
  error: `More than ${CALLS_A_MINUTE} calls in a minute. Nothing was recorded.`,
  remedy: 'Wait a minute. Call once a session, not once a page view.',
};

function notUnderstood(c: Context, field: string): Response {
  const error = `The field ${field} is missing, unknown or wrong. Nothing was recorded.`;
  return jsonAnswer(c, { error, remedy: SIGNAL_DOCS }, 422);
}

function fieldOf(
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the shop may or has to do where the signal and the customer's own choice differ. */
function conflictWords({ allowsSince, programme }: SignalBody): object {
  return {
    ...(allowsSince
      ? {
          conflict:
            "The signal goes before the customer's own setting. You may tell them of the conflict and ask for their consent (11 CCR 7025(c)(3)).",
        }
      : {}),
    ...(programme ? { programme: programmeWords[programme] } : {}),
  };
}

const programmeWords = {
  'not-asked':
    'The opt-out covers the programme as well. You may tell the customer so, and ask them to affirm that they leave it (11 CCR 7025(c)(4)).',
  affirmed: 'The opt-out covers the programme as well: take the customer out of it.',
  declined:
    'The opt-out covers all that the desk sets. The programme you may go on with for this customer while you know them (11 CCR 7025(c)(4)).',
} as const;
