import { parseJson } from '../../domain/parse-json';
import { StoreUnavailableError } from '../connector';
import type { HttpAnswer, HttpCall } from '../https/https-transport';
import { filledText } from './fill-template';
import { statusError } from './http-failure';
import type { Stopwatch } from './pacer';
import type { NamedText, Vendor } from './vendor';

interface Token {
  readonly text: string;
  /** On the stopwatch. */
  readonly until: number;
}

/** A token is renewed so long before it ends. Milliseconds. */
const AHEAD = 30_000;
const DEFAULT_LIFE = 300;

/**
 * Proves to a vendor who is calling. Tokens by OAuth 2 client credentials (RFC 6749, section 4.4) are asked
 * for when they are needed, used by all calls, and renewed before they end or when one is refused.
 */
export class VendorSignIn {
  private token: Promise<Token> | undefined;

  constructor(
    private readonly vendor: Vendor,
    private readonly secrets: Readonly<Record<string, string>>,
    private readonly send: (call: HttpCall) => Promise<HttpAnswer>,
    private readonly watch: Stopwatch,
  ) {}

  /** What a call has to carry. */
  async proof(): Promise<{ headers: Readonly<Record<string, string>>; query: readonly NamedText[] }> {
    const { authentication: by } = this.vendor;
    switch (by.strategy) {
      case 'none':
        return { headers: {}, query: [] };
      case 'bearer':
        return { headers: { authorization: `Bearer ${this.filled(by.token)}` }, query: [] };
      case 'basic':
        return { headers: { authorization: this.basic(by.username, by.password) }, query: [] };
      case 'api_key':
        return {
          headers: Object.fromEntries(
            by.headers.map(({ name, value }) => [name.toLowerCase(), this.filled(value)]),
          ),
          query: by.query.map(({ name, value }) => ({ name, value: this.filled(value) })),
        };
      case 'oauth2_client_credentials':
        return { headers: { authorization: `Bearer ${(await this.current()).text}` }, query: [] };
    }
  }

  /** Drops a token that was refused; false where there is none that could be replaced. */
  renews(): boolean {
    const canRenew = this.token !== undefined;
    this.token = undefined;
    return canRenew;
  }

  /** Calls that need a token at the same time share one. */
  private async current(): Promise<Token> {
    const known = this.token;
    if (known !== undefined) {
      const token = await known.catch(() => undefined);
      if (token && token.until > this.watch.now()) return token;
      if (this.token !== known) return this.current();
    }
    this.token = this.fetch();
    return this.token;
  }

  private async fetch(): Promise<Token> {
    const { authentication: by } = this.vendor;
    if (by.strategy !== 'oauth2_client_credentials') throw new Error('no token is needed');
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(by.scope ? { scope: by.scope } : {}),
    });
    const answer = await this.send({
      method: 'POST',
      host: by.tokenHost,
      path: by.tokenPath,
      headers: {
        accept: 'application/json',
        authorization: this.basic(by.clientId, by.clientSecret),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form.toString(),
    });
    return this.read(answer);
  }

  private read({ status, text }: HttpAnswer): Token {
    if (status === 400 || status === 401) throw statusError(401, {});
    if (status !== 200) throw statusError(status, {});
    const told = (parseJson(text) ?? {}) as { access_token?: unknown; expires_in?: unknown };
    if (typeof told.access_token !== 'string' || told.access_token === '')
      throw new StoreUnavailableError('the vendor gave no token', { code: 'no-token' });
    const life = typeof told.expires_in === 'number' ? told.expires_in : DEFAULT_LIFE;
    return { text: told.access_token, until: this.watch.now() + life * 1_000 - AHEAD };
  }

  private basic(username: string, password: string): string {
    const pair = `${this.filled(username)}:${this.filled(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  private filled(text: string): string {
    return filledText(text, this.secrets);
  }
}
