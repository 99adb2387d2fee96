import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ROOT_CLIENT } from './run-fides';

/** Milliseconds between two looks at a request. */
const LOOK_EVERY = 20;

const page = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) });
const created = z.object({ succeeded: z.array(z.object({ id: z.string() })), failed: z.array(z.unknown()) });

export type FidesRight = 'access' | 'erasure';

/** What the bench asks of Fides's API. */
export class FidesClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async logIn(url: string): Promise<FidesClient> {
    const answer = await fetch(`${url}/api/v1/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: ROOT_CLIENT.id,
        client_secret: ROOT_CLIENT.secret,
        grant_type: 'client_credentials',
      }),
    });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
    return new FidesClient(url, token);
  }

  /** Throws with the start of the answer when it is refused. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`Fides refused ${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  /** The same for a call that reports what failed in its body. */
  async change(method: string, path: string, body: unknown): Promise<void> {
    const answer = await this.call(method, path, body);
    const { failed = [] } = z.object({ failed: z.array(z.unknown()).optional() }).parse(answer);
    if (failed.length > 0) throw new Error(`Fides refused ${path}: ${JSON.stringify(failed).slice(0, 500)}`);
  }

  /** Requests that wait for approval. Returns their ids. */
  async ask(right: FidesRight, emails: readonly string[]): Promise<string[]> {
    const requests = emails.map((email) => ({ policy_key: policyOf(right), identity: { email } }));
    const { succeeded, failed } = created.parse(await this.call('POST', '/privacy-request', requests));
    if (failed.length > 0) throw new Error(`Fides did not take ${failed.length} requests`);
    return succeeded.map(({ id }) => id);
  }

  async approve(ids: readonly string[]): Promise<void> {
    await this.change('PATCH', '/privacy-request/administrate/approve', { request_ids: ids });
  }

  /** Waits until each is complete or has failed. Returns how many failed. */
  async end(
    ids: readonly string[],
    seconds: number,
  ): Promise<{ readonly failed: number; readonly open: number }> {
    const until = performance.now() + seconds * 1_000;
    const open = new Set(ids);
    let failed = 0;
    while (open.size > 0 && performance.now() < until) {
      for (const id of open) {
        const [request] = page.parse(await this.call('GET', `/privacy-request?request_id=${id}`)).items;
        if (request?.status === 'error') failed += 1;
        if (['complete', 'error', 'canceled'].includes(request?.status ?? '')) open.delete(id);
      }
      await sleep(LOOK_EVERY);
    }
    return { failed, open: open.size };
  }
}

export function policyOf(right: FidesRight): string {
  return `bench_${right}`;
}
