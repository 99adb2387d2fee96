import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { readFields, readFiles } from '../../functions/web/form-fields';
import { proofRoutes } from '../../functions/web/requester/proof.routes';
import { staffApp } from '../../functions/web/staff.app';
import { webApp } from '../../functions/web/web-app';
import { aForm, aWorld, received } from '../builders/a-world';

jest.setTimeout(60_000);

interface Sent {
  readonly type: string | undefined;
  readonly body: Uint8Array<ArrayBuffer>;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const BOUNDARY = 'X-boundary-7';

function multipart(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

const completeForm = {
  right: 'access',
  forWhom: 'self',
  relation: 'customer',
  email: 'mia@example.com',
  name: 'Mia Müller',
};
const asMultipart: Sent = {
  type: `multipart/form-data; boundary=${BOUNDARY}`,
  body: bytes(multipart(completeForm)),
};
const asUrlencoded: Sent = {
  type: 'application/x-www-form-urlencoded',
  body: bytes(new URLSearchParams(completeForm).toString()),
};

const types = [
  undefined,
  '',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="',
  'multipart/form-data; boundary=other',
  `multipart/form-data; boundary=${BOUNDARY}; charset=utf-16`,
  `multipart/form-data; boundary=${'x'.repeat(300)}`,
  'multipart/form-data; boundary=ä',
  'multipart/mixed; boundary=X-boundary-7',
  'application/x-www-form-urlencoded; charset=utf-7',
  'application/json',
  'text/plain',
  ';;;',
];

/**
 * A body as a browser sends it, then cut, spliced, repeated, filled with other bytes, or sent under another
 * content type.
 */
const mutated: fc.Arbitrary<Sent> = fc
  .record({
    base: fc.constantFrom(asMultipart, asUrlencoded),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    keepEnd: fc.boolean(),
    noise: fc.uint8Array({ maxLength: 40 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    type: fc.option(fc.constantFrom(...types)),
    twice: fc.boolean(),
  })
  .map(({ base, cut, keepEnd, noise, at, type, twice }) => {
    const body = Buffer.from(base.body);
    const kept = keepEnd
      ? body.subarray(Math.floor(body.length * (1 - cut)))
      : body.subarray(0, Math.ceil(body.length * cut));
    const place = Math.floor(kept.length * at);
    const spliced = Buffer.concat([kept.subarray(0, place), noise, kept.subarray(place)]);
    return {
      type: type === null ? base.type : type,
      body: new Uint8Array(twice ? Buffer.concat([spliced, spliced]) : spliced),
    };
  });

async function post(app: Hono, path: string, { type, body }: Sent): Promise<Response> {
  const init: RequestInit = { method: 'POST', body };
  try {
    return await app.request(path, { ...init, headers: type === undefined ? {} : { 'content-type': type } });
  } catch (error) {
    // A header that no client can send.
    if (error instanceof TypeError && /header|ByteString/i.test(error.message))
      return new Response('', { status: 400 });
    throw error;
  }
}

/** The form and the staff's sign-in as they are deployed, and whatever failed there. */
function anOpenDesk() {
  const failed: string[] = [];
  const logFailure = (_: string, error: Error) => failed.push(error.name);
  const world = aWorld();
  const seal = async (requestId: string, form: unknown) => world.vault.sealItem(requestId, form);
  const form = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  form.route('/', intakeRoutes({ ...world, seal, announce: async () => undefined }));
  return { world, failed, form, staff: staffApp({ deps: world, logFailure }) };
}

describe('a form that did not arrive as one', () => {
  it('gets a page that says what to do, and is never logged as our fault', async () => {
    const { failed, form, staff } = anOpenDesk();
    await fc.assert(
      fc.asyncProperty(mutated, fc.constantFrom('/', '/opt-out', '/s/in'), async (sent, path) => {
        const answer = await post(path === '/s/in' ? staff : form, path, sent);
        const html = await answer.text();

        expect(answer.status).toBeLessThan(500);
        if (answer.status === 400 && html !== '') expect(html).toMatch(/name="email"|Please go back/);
        expect(failed).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it.each<[string, Sent]>([
    ['cut off in a part', { ...asMultipart, body: asMultipart.body.slice(0, 90) }],
    ['cut off before its end', { ...asMultipart, body: asMultipart.body.slice(0, -8) }],
    ['with another boundary than it says', { ...asMultipart, type: 'multipart/form-data; boundary=other' }],
    ['without a boundary', { ...asMultipart, type: 'multipart/form-data' }],
    ['that is empty', { ...asMultipart, body: bytes('') }],
    ['that is no form', { ...asMultipart, body: bytes('{"right":"access"}') }],
    ['that calls itself another', { ...asUrlencoded, type: asMultipart.type }],
  ])('%s is refused with 400, and nothing is stored', async (_, sent) => {
    const { world, failed, form } = anOpenDesk();

    const answer = await post(form, '/', sent);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/Nothing was stored. Please go back/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([failed, world.inbox.items.size]).toEqual([[], 0]);
  });

  it('in another character set keeps what could be read, and asks for the rest again', async () => {
    const { world, form } = anOpenDesk();
    const latin = `${new URLSearchParams({ ...completeForm, name: '' })}`.replace(
      'name=',
      'name=Mia+M%FCller',
    );

    const answer = await post(form, '/', { ...asUrlencoded, body: bytes(latin) });
    const html = await answer.text();

    expect(answer.status).toBe(400);
    expect(html).toContain('href="#name"');
    expect(html).toContain('value="mia@example.com"');
    expect(world.inbox.items.size).toBe(0);
  });

  it('with a field sent twice counts the last', async () => {
    const { world, form } = anOpenDesk();
    const twice = `${new URLSearchParams(completeForm)}&email=last%40example.com`;

    await post(form, '/', { ...asUrlencoded, body: bytes(twice) });

    const [item] = [...world.inbox.items.values()];
    expect(item && (await world.vault.open(item))).toMatchObject({ email: 'last@example.com' });
  });
});

describe('every page', () => {
  const folder = join(__dirname, '../../functions');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );

  it('reads its form with readFields, which handles broken forms', () => {
    const others = sources.filter(
      (file) =>
        !file.endsWith('web/form-fields.ts') &&
        // Not a form: what a shop's server signs, byte for byte.
        !/web\/(signal|account)\.routes\.ts$/.test(file) &&
        /req\.(parseBody|formData|json|text|arrayBuffer|blob)\(/.test(
          readFileSync(join(folder, file), 'utf8'),
        ),
    );

    expect(others).toEqual([]);
  });

  it('that reads files replies to a broken form as the others do', async () => {
    const app = webApp({ deps: aWorld(), largestBody: 1_000, logFailure: () => undefined });
    app.post('/files', async (c) => c.json([await readFiles(c, 'files'), await readFields(c)]));

    expect((await post(app, '/files', { ...asMultipart, body: bytes('--') })).status).toBe(400);
  });

  it('behind a link does not count a broken form as a try', async () => {
    const world = aWorld();
    await received(world, aForm());
    const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure: () => undefined });
    app.route('/', proofRoutes(world));
    const [mail] = world.mailbox.sent;
    const [, path = ''] = /(\/v\/[\w-]+)/.exec(mail?.text ?? '') ?? [];
    const [, code = ''] = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? '') ?? [];

    const broken = [];
    for (let times = 0; times < 10; times += 1)
      broken.push((await post(app, path, { ...asMultipart, body: bytes('--') })).status);
    const right = await post(app, path, { ...asUrlencoded, body: bytes(`code=${code}`) });

    expect(new Set(broken)).toEqual(new Set([400]));
    expect(right.status).toBe(200);
  });
});
