import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { log } from '../../functions/adapters/log';
import type { Connector } from '../../functions/connectors/connector';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { deskTables } from '../../local/desk/create-tables';
import type { Transition } from '../../local/runner/frame';
import { snapshotShop } from '../../local/sample-shop/snapshot-shop';
import { aCanary, anAwkwardCanary, type Canary, transforms } from './canary/canaries';
import { deskSinks } from './canary/desk-sinks';
import { leaksIn, type Sink } from './canary/leak-oracle';
import { type MailedSecret, mailedCodes, mailedSecrets } from './canary/mailed-secrets';
import { WatchedOutput } from './canary/watched-output';
import { addShopper, aShopper, straightClients } from './faults/shopper';
import { startJourney } from './journey-desk';

jest.setTimeout(240_000);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-'));
const transitions: Transition[] = [];

const plain = [
  'email',
  'first name',
  'last name',
  'corrected name',
  'street',
  'phone',
  'customer number',
  'object key',
].map(aCanary);
const awkward = [
  'note',
  'order text',
  'review',
  'object body',
  'chat text',
  'json value',
  'page',
  'form name',
  'form message',
  'correction asked for',
  'correction shown by',
  'reason of the plan',
].map(anAwkwardCanary);
const canaries: readonly Canary[] = [...plain, ...awkward];
const text = (field: string) => canaries.find((c) => c.field === field)?.text ?? '';
const person = `${text('email')}@example.com`;
const shopper = aShopper(1, {
  email: person,
  firstName: text('first name'),
  lastName: text('last name'),
  street: text('street'),
  phone: text('phone'),
  customerNumber: text('customer number'),
  objectKey: text('object key'),
  note: text('note'),
  giftMessage: text('order text'),
  review: text('review'),
  objectBody: text('object body'),
  chat: text('chat text'),
  preference: text('json value'),
  lastPage: text('page'),
});
const form = { email: person, name: text('form name'), message: text('form message') };

let walk: DeskWalk;
let output: WatchedOutput;
let gathered: Sink[];
let secrets: readonly MailedSecret[];
let codes: ReturnType<typeof mailedCodes>;
const pages: Sink[] = [];
let packed: string;
let corrected: string;

const failing = new Set(['locate', 'erase', 'optOut']);

/**
 * The first search, erasure and opt-out fail, and the store's message reveals all it knows, as databases do.
 */
function withRevealingErrors(storeId: string, connector: Connector): Connector {
  if (storeId !== 'profiles') return connector;
  const orFail = async (what: string) => {
    if (failing.delete(what)) throw new Error(`cannot ${what}: ${canaries.map((c) => c.text).join(', ')}`);
  };
  return {
    probe: () => connector.probe(),
    describe: () => connector.describe(),
    examine: () => connector.examine(),
    rehearse: (instructions) => connector.rehearse(instructions),
    match: (search, points) => connector.match(search, points),
    locate: (searches, cursor) => orFail('locate').then(() => connector.locate(searches, cursor)),
    export: (rows) => connector.export(rows),
    erase: (instructions) => orFail('erase').then(() => connector.erase(instructions)),
    confirmAbsent: (searches) => connector.confirmAbsent(searches),
    correct: (corrections, look) => connector.correct(corrections, look),
    optOut: (searches, right) => orFail('optOut').then(() => connector.optOut(searches, right)),
    close: () => connector.close(),
  };
}

/**
 * A name is corrected, and another point refused with a reason: values, evidence and reasons pass through
 * form, plan, store and mails.
 */
async function correctName(): Promise<void> {
  const visitor = walk.visitor();
  const points = {
    ...{ 'what-1': 'Last name', 'now-1': text('last name'), 'right-1': text('corrected name') },
    ...{ 'what-2': text('correction asked for'), 'right-2': text('form message') },
    'shows-2': text('correction shown by'),
  };
  await visitor.submit(await visitor.open('/correct'), {
    ...{ ...points, ...form },
    ...{ forWhom: 'self', relation: 'customer' },
  });
  await walk.desk.quiet();
  await walk.prove(person);
  await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
  const visit = await walk.enter('alma@example.com', 'decide');
  const fields = visit.page.root.querySelectorAll(`input[value="${text('corrected name')}"]`);
  const names = fields.map((field) => [field.getAttribute('name') ?? '', text('corrected name')]);
  const page = await walk.act(visit, /^save this plan/i, {
    ...Object.fromEntries(names),
    ...{ 'way-1': 'correct', 'way-2': 'note', 'reason-2': text('reason of the plan') },
  });
  await walk.act({ ...visit, page }, /^approve/i);
  await walk.desk.moveClock({ by: 'P3DT1H' });
}

/** Opens every link in any mail without a code, like a mail scanner or a thief. */
async function openEveryLink(): Promise<void> {
  for (const mail of walk.desk.aws.mails.list()) {
    for (const [link] of (mail.text ?? '').matchAll(/https?:\/\/localhost\S+/g)) {
      const page = await walk.visitor().open(link);
      pages.push({
        place: `page ${new URL(link).pathname.split('/')[1]} without a code`,
        content: page.html,
      });
    }
  }
}

async function openWhatFails(): Promise<void> {
  for (const path of [
    'v',
    'a',
    'r',
    'q',
    'n',
    'd',
    'p',
    's/decide',
    's/task',
    's/case',
    's/identity',
    's/in',
  ]) {
    const page = await walk.visitor().open(`/${path}/unknown`);
    pages.push({ place: `page ${path} of an unknown link`, content: page.html });
  }
  const opened = await walk.visitor().open('/nowhere');
  pages.push({ place: 'page that is not there', content: opened.html });
}

beforeAll(async () => {
  output = new WatchedOutput();
  const onTransition = (transition: Transition) => transitions.push(transition);
  walk = await startJourney({ directory, onTransition, around: withRevealingErrors });
  process.env.LOG_LEVEL = 'INFO';
  await addShopper(straightClients(walk.desk), shopper);
  await walk.ask({ right: 'access', ...form });
  await openEveryLink();
  await walk.prove(person);
  await walk.desk.moveClock({ by: 'PT7H' });
  await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
  const visit = await walk.enter('alma@example.com', 'decide');
  await walk.act(visit, /^approve/i);
  const { bytes } = await walk.download(person);
  packed = [...(await zipEntries(bytes))]
    .map(([name, content]) => `${name}\n${content.toString('utf8')}`)
    .join('\n');
  const optOut = await walk.visitor().open('/opt-out');
  await walk.visitor().submit(optOut, { right: 'marketing-objection', email: person });
  await walk.desk.quiet();
  await correctName();
  corrected = [...(await snapshotShop(straightClients(walk.desk)))].join('\n');
  await walk.ask({ right: 'erasure', ...form });
  await walk.prove(person);
  await walk.act(await walk.enter('alma@example.com', 'decide'), /^approve/i);
  await walk.desk.moveClock({ by: 'P1DT1H' });
  await walk.desk.moveClock({ by: 'PT7H' });
  await walk.answerTask('jonas@example.com', { answer: 'done' });
  await walk.desk.moveClock({ by: 'P2D' });
  await openEveryLink();
  await openWhatFails();
  gathered = await deskSinks(walk.desk, { directory, person, transitions });
  secrets = mailedSecrets(walk.desk);
  codes = mailedCodes(walk.desk);
});

afterAll(async () => {
  output.stop();
  await walk.desk.stop();
});

describe('what a person wrote, and what a shop holds on them', () => {
  it('goes all the way: four requests are closed, and the person gets it', async () => {
    const ends = [];
    for (const id of await walk.ids()) ends.push((await walk.load(id)).status);
    const given = canaries.filter(
      (c) => packed.includes(c.text) || packed.includes(JSON.stringify(c.text).slice(1, -1)),
    );

    expect(ends).toEqual(['closed', 'closed', 'closed', 'closed']);
    expect(corrected).toContain(text('corrected name'));
    expect([...failing]).toEqual([]);
    expect(given.map((c) => c.field)).toEqual(
      expect.arrayContaining(['email', 'first name', 'street', 'phone', 'review', 'chat text', 'json value']),
    );
  });

  it('is in no state, execution, table, key, sealed object, file, nor mail to anybody else [P01]', () => {
    expect(gathered.filter((s) => s.place.startsWith('state ')).length).toBeGreaterThan(30);
    expect(gathered.filter((s) => s.place.startsWith('table ')).length).toBeGreaterThan(60);
    expect(gathered.filter((s) => s.place.startsWith('object in ')).length).toBeGreaterThan(20);
    expect(gathered.filter((s) => s.place.startsWith('mail to ')).length).toBeGreaterThan(15);
    expect(leaksIn(gathered, canaries)).toEqual([]);
  });

  it('is in no log line, even at the most verbose level', () => {
    const lines = output.lines.map((content) => ({ place: 'log', content }));

    expect(lines.filter((line) => line.content.includes('step-done')).length).toBeGreaterThan(60);
    expect(leaksIn(lines, canaries)).toEqual([]);
  });

  it('is on no page that opens without a code', () => {
    expect(pages.length).toBeGreaterThan(30);
    expect(leaksIn(pages, canaries)).toEqual([]);
  });

  it('is not in the mail that goes to an address which nobody has proven yet', () => {
    const [first] = walk.mails(person);
    const content = `${first?.subject} ${first?.text} ${first?.html}`;

    expect(leaksIn([{ place: 'first mail', content }], canaries)).toEqual([]);
  });

  it('stays in the shop only if a law keeps it', async () => {
    const lines = [...(await snapshotShop(straightClients(walk.desk)))];
    const left = lines.filter(([key, line]) => canaries.some((c) => `${key} ${line}`.includes(c.text)));
    const tables = new Set(left.map(([key]) => key.split('/').slice(0, 2).join('/')));

    expect([...tables].sort()).toEqual([
      'shop-database/invoices',
      'shop-database/orders',
      'shop-database/payments',
    ]);
  });
});

describe('the secrets that a mail gives its one reader', () => {
  it('are in no state, execution, table, object, file or log, and in no mail to anybody else [P05]', () => {
    const logged = output.lines.map((content) => ({ place: 'log', content }));
    const leaks = [...new Set(secrets.map(({ to }) => to))].flatMap((to) => {
      const own = secrets.filter((secret) => secret.to === to);
      const elsewhere = gathered.filter(({ place }) => place !== `mail to ${to}`);
      return leaksIn([...elsewhere, ...logged], own);
    });

    expect(secrets.length).toBeGreaterThan(15);
    expect(leaks).toEqual([]);
  });

  it('are not stored in any form from which trying all codes would find one [P05]', () => {
    const plain = codes.flatMap(({ code }) =>
      (['hex', 'base64', 'base64url'] as const).map((encoding) =>
        createHash('sha256').update(code).digest(encoding),
      ),
    );
    const kept = gathered
      .filter(({ place }) => place.startsWith('table '))
      .map(({ content }) => String(content));

    expect(codes.length).toBeGreaterThan(8);
    expect(kept.filter((item) => plain.some((hash) => item.includes(hash)))).toEqual([]);
    expect(kept.filter((item) => codes.some(({ code }) => item.includes(`"${code}"`)))).toEqual([]);
  });
});

describe('the leak oracle', () => {
  it.each(Object.keys(transforms))('finds a text that is written %s', (name) => {
    const secret = anAwkwardCanary('secret');
    const written = transforms[name]?.(secret.text) ?? [];
    const sinks = written.map((content) => ({
      place: 'p',
      content: Buffer.from(`..${content}..`, 'latin1'),
    }));

    expect(sinks.map((s) => leaksIn([s], [secret]).length > 0)).toEqual(written.map(() => true));
  });

  it('finds packed text', () => {
    const secret = aCanary('secret');

    expect(leaksIn([{ place: 'p', content: gzipSync(secret.text) }], [secret])).toContain(
      'p: secret as plain',
    );
  });

  it('finds text planted into a log line, an item, its key, an object, its key, a mail, and an execution', async () => {
    const planted = aCanary('planted');
    const hex = Buffer.from(planted.text).toString('hex');
    const { dynamo, s3 } = straightClients(walk.desk);
    const documents = DynamoDBDocumentClient.from(dynamo);
    const { aws, environment } = walk.desk;
    log('step-done', { requestId: planted.text });
    await documents.send(
      new PutCommand({ TableName: deskTables.DESK_TABLE, Item: { pk: 'X', sk: '-', x: planted.text } }),
    );
    await documents.send(new PutCommand({ TableName: deskTables.TOMBSTONE_TABLE, Item: { id: hex } }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'rightsdesk-vault', Key: 'x', Body: gzipSync(planted.text) }),
    );
    await s3.send(new PutObjectCommand({ Bucket: 'rightsdesk-packages', Key: planted.text, Body: 'x' }));
    await walk.desk.deps.mailbox.send({ to: 'alma@example.com', subject: 's', text: planted.text, html: '' });
    aws.stateMachines.start(`${environment.MACHINE_ARN_PREFIX}fulfil-access`, {}, planted.text);
    await walk.desk.quiet();

    const sinks = await deskSinks(walk.desk, { directory, person, transitions });
    const logged = output.lines.map((content) => ({ place: 'log', content }));
    const places = new Set(leaksIn([...sinks, ...logged], [planted]).map((leak) => leak.split(':')[0]));

    expect([...places].map((place) => place?.replace(planted.text, 'NAME')).sort()).toEqual([
      'execution NAME',
      'key in rightsdesk-packages',
      'log',
      'mail to alma@example.com',
      'object in rightsdesk-vault',
      'state rightsdesk-fulfil-access/Ask Manual Stores',
      `table ${deskTables.DESK_TABLE}`,
      `table ${deskTables.TOMBSTONE_TABLE}`,
    ]);
  });
});
