import type { DataMap } from '../../../functions/domain/data-map';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../../functions/steps/opt-out-stores/opt-out-stores';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { SIGNAL_PATH, signalRoutes } from '../../../functions/web/signal.routes';
import { buildSecretLookup } from '../../../functions/web/signals/secret-lookup';
import { webApp } from '../../../functions/web/web-app';
import { aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aWorld } from '../../builders/a-world';

export const shop = require('../../../docs/opt-out-signals/shop-server.cjs') as {
  signed(method: string, text: string, settings: object): Record<string, string>;
  passOn(email: string, more: object, settings: object): Promise<Record<string, string>>;
  statusOf(email: string, settings: object): Promise<Record<string, string>>;
  sendsGpc(headers: Record<string, string>): boolean;
};

export const secret = 'a secret of this test with enough letters';
const optOutSignals = {
  keys: [
    { id: 'k1', secret: 'SHOP_SIGNAL_KEY' },
    { id: 'short', secret: 'SHORT' },
  ],
};

/** The shop's database has a field that an opt-out of sale sets. */
const map: DataMap = {
  ...aMap(),
  stores: aMap().stores.map((store) => ({
    ...store,
    collections: store.collections.map((collection) => ({
      ...collection,
      fields: collection.fields.map((field) =>
        field.name === 'newsletter'
          ? { ...field, optOut: [{ right: 'opt-out-of-sale' as const, value: false }] }
          : field,
      ),
    })),
  })),
};

/** A shop whose server passes signals on: its routes, and all steps. */
export function aShop() {
  const world = aWorld({ desk: aDesk({ optOutSignals }), map });
  const secrets: Record<string, string> = { SHOP_SIGNAL_KEY: secret, SHORT: 'short' };
  const secretOf = buildSecretLookup(optOutSignals, async (name) => secrets[name], world.clock);
  const app = webApp({
    deps: world,
    largestBody: 2048,
    logFailure: (_, error) => {
      throw error;
    },
  });
  app.route('/', signalRoutes({ ...world, secretOf }));
  const now = () => new Date(world.clock.now());
  const headersOf = (method: string, text: string, more: object = {}) =>
    shop.signed(method, text, { key: 'k1', secret, now: now(), ...more });
  const post = (body: object | string, headers?: Record<string, string>) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return app.request(SIGNAL_PATH, {
      method: 'POST',
      body: text,
      headers: headers ?? headersOf('POST', text),
    });
  };
  const status = async (email: string) => {
    const customer = Buffer.from(JSON.stringify({ by: 'email', value: email })).toString('base64url');
    const headers = { 'Rightsdesk-Customer': customer, ...headersOf('GET', customer) };
    return (await app.request(SIGNAL_PATH, { headers })).json() as Promise<Record<string, string>>;
  };
  const carryOut = async (requestId: string) => {
    await optOutStores(world, { requestId });
    await tellRecipients(world, { requestId });
    await notifyOutcome(world, { requestId });
  };
  const requests = () => [...world.register.logs.keys()];
  return { world, app, post, status, carryOut, requests, headersOf };
}

export const signalOf = (email: string, more: object = {}) => ({
  customer: { by: 'email', value: email },
  signal: 'gpc',
  ...more,
});
