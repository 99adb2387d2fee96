import { Hono } from 'hono/tiny';
import { parseJson } from '../domain/parse-json';
import { jsonReply, SIGNAL_DOCS } from './json-reply';
import { type ReceiveSignalDeps, receiveSignal } from './signals/receive-signal';
import { isSettingInFuture, SignalBody, SignalledCustomer } from './signals/signal-body';
import { optOutStatus, signalStatus } from './signals/signal-status';
import { findSignalTarget } from './signals/signal-target';
import {
  firstInvalidField,
  invalidFieldReply,
  refuseUnsignedCall,
  type SignedEndpoint,
} from './signed-endpoint';

export interface SignalRoutesDeps extends ReceiveSignalDeps {
  /** The secret of a key by its id. */
  readonly secretOf: (keyId: string | undefined) => Promise<string | undefined>;
}

/** Path of the endpoint; it is part of what is signed. */
export const SIGNAL_PATH = '/signals/gpc';

/**
 * For the shop's own server: passes on a customer's opt-out signal, and asks for its status. Not for
 * browsers.
 */
export function signalRoutes(deps: SignalRoutesDeps): Hono {
  const app = new Hono();
  const rules: SignedEndpoint = {
    path: SIGNAL_PATH,
    quota: 'signal',
    secretOf: deps.secretOf,
    docs: SIGNAL_DOCS,
    rateAdvice: 'Call once a session, not once a page view.',
  };
  app.post(SIGNAL_PATH, async (c) => {
    const text = await c.req.text();
    const refused = await refuseUnsignedCall(deps, c, rules, text);
    if (refused) return refused;
    const body = SignalBody.safeParse(parseJson(text));
    if (!body.success) return invalidFieldReply(c, firstInvalidField(body.error.issues), SIGNAL_DOCS);
    if (isSettingInFuture(deps.clock.now(), body.data))
      return invalidFieldReply(c, 'allowsSince', SIGNAL_DOCS);
    const place = await receiveSignal(deps, c.req.header('rightsdesk-key') ?? '', body.data);
    const isClosed = place.current?.status === 'closed';
    return jsonReply(c, { ...signalStatus(deps, place), ...conflictNotes(body.data) }, isClosed ? 200 : 202);
  });
  app.get(SIGNAL_PATH, async (c) => {
    const text = c.req.header('rightsdesk-customer') ?? '';
    const refused = await refuseUnsignedCall(deps, c, rules, text);
    if (refused) return refused;
    const customer = SignalledCustomer.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
    if (!customer.success) return invalidFieldReply(c, 'Rightsdesk-Customer', SIGNAL_DOCS);
    const place = await findSignalTarget(deps, customer.data);
    return jsonReply(c, await optOutStatus(deps, place, customer.data));
  });
  app.all(SIGNAL_PATH, (c) =>
    jsonReply(c, { error: 'Only GET and POST work here.', remedy: SIGNAL_DOCS }, 405, {
      Allow: 'GET, POST',
    }),
  );
  return app;
}

/** What the shop may do or must do if the signal and the customer's own choice differ. */
function conflictNotes({ allowsSince, programme }: SignalBody): object {
  return {
    ...(allowsSince
      ? {
          conflict:
            "The signal goes before the customer's own setting. You may tell them of the conflict and ask for their consent (11 CCR 7025(c)(3)).",
        }
      : {}),
    ...(programme ? { programme: programmeNotes[programme] } : {}),
  };
}

const programmeNotes = {
  'not-asked':
    'The opt-out covers the programme as well. You may tell the customer so, and ask them to affirm that they leave it (11 CCR 7025(c)(4)).',
  affirmed: 'The opt-out covers the programme as well: take the customer out of it.',
  declined:
    'The opt-out covers all that the desk sets. The programme you may go on with for this customer while you know them (11 CCR 7025(c)(4)).',
} as const;
