import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { parseJson } from '../domain/parse-json';
import { ACCOUNT_DOCS, jsonReply } from './json-reply';
import { AccountBody } from './signals/account-body';
import { type AccountConfirmation, type ConfirmAccountDeps, confirmAccount } from './signals/confirm-account';
import {
  firstInvalidField,
  invalidFieldReply,
  refuseUnsignedCall,
  type SignedEndpoint,
} from './signed-endpoint';

export interface AccountRoutesDeps extends ConfirmAccountDeps {
  /** The secret of a key for log-ins, by its id. */
  readonly accountSecretOf: (keyId: string | undefined) => Promise<string | undefined>;
}

/** Path of the endpoint; it is part of what is signed. */
export const ACCOUNT_PATH = '/signals/account';

/**
 * For the shop's own server, which says that a customer logged in again and confirmed that a request is
 * theirs. Not for browsers.
 */
export function accountRoutes(deps: AccountRoutesDeps): Hono {
  const app = new Hono();
  const rules: SignedEndpoint = {
    path: ACCOUNT_PATH,
    quota: 'account',
    secretOf: deps.accountSecretOf,
    docs: ACCOUNT_DOCS,
    rateAdvice: 'Call once for each log-in that a customer was sent to you for.',
  };
  app.post(ACCOUNT_PATH, async (c) => {
    const text = await c.req.text();
    const refused = await refuseUnsignedCall(deps, c, rules, text);
    if (refused) return refused;
    const body = AccountBody.safeParse(parseJson(text));
    if (!body.success) return invalidFieldReply(c, firstInvalidField(body.error.issues), ACCOUNT_DOCS);
    const keyId = c.req.header('rightsdesk-key') ?? '';
    return reply(deps, c, body.data, await confirmAccount(deps, keyId, body.data));
  });
  app.all(ACCOUNT_PATH, (c) =>
    jsonReply(c, { error: 'Only POST works here.', remedy: ACCOUNT_DOCS }, 405, { Allow: 'POST' }),
  );
  return app;
}

function reply(
  { desk }: AccountRoutesDeps,
  c: Context,
  { once }: AccountBody,
  confirmed: AccountConfirmation,
): Response {
  if (confirmed === 'not-theirs') return jsonReply(c, NOT_THEIRS, 403);
  if (confirmed === 'too-old') return jsonReply(c, TOO_OLD, 422);
  if (confirmed === 'ahead') return jsonReply(c, AHEAD, 422);
  const back = `${desk.baseUrl}/r/proof/${once}`;
  return confirmed === 'confirmed'
    ? jsonReply(c, { status: 'confirmed', back }, 200)
    : jsonReply(c, { ...NOT_NEEDED, back }, 409);
}

const NOT_THEIRS = {
  error:
    'This account, this reference and this one-time value do not belong together, or the value has ended. Nothing was recorded.',
  remedy:
    'Tell the customer that this account is not the one that the request is about, or that the time is over, and to start again from the page of the request.',
};

const TOO_OLD = {
  error: 'The field loggedInAt is more than 15 minutes back. Nothing was recorded.',
  remedy: 'Have the customer log in anew for this, and send when they did.',
};

const AHEAD = {
  error: 'The field loggedInAt is in the future. Nothing was recorded.',
  remedy: 'Set the clock of the server that noted it right, and send it in UTC.',
};

const NOT_NEEDED = {
  error: 'There is nothing to prove for this request any more, or its answer has left. Nothing was recorded.',
  remedy: 'Send the customer to `back`: the page says how it stands.',
};
