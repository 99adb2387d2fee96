import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callStore } from '../../functions/casework/evidence/call-store';
import { lastOf } from '../../functions/domain/log-entries';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { sampleDeskFile } from '../../local/desk/read-desk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(120_000);

let walk: DeskWalk;

/** The sample shop, moved to California: its law alone binds. */
function californianFile(): string {
  const yaml = readFileSync(sampleDeskFile, 'utf8');
  const root = join(sampleDeskFile, '..');
  const laws = `laws:\n  - regime: us-ca-ccpa\n    applies: binds\n    because: We sell in California.\n    know: specific-pieces\n\n`;
  const moved = yaml
    .replace(/^place: .*$/m, 'place: US-CA')
    .replace(/^zone: .*$/m, 'zone: America/Los_Angeles')
    .replace(/^laws:\n[\s\S]*?(?=^# Facts about your business)/m, laws)
    .replaceAll(/datasets\/(\w+-?\w*\.yaml)/g, `${root}/datasets/$1`);
  const directory = mkdtempSync(join(tmpdir(), 'californian-'));
  const profiles = join(directory, 'profiles.yaml');
  writeFileSync(profiles, withThirdPoint(readFileSync(join(root, 'datasets', 'profiles.yaml'), 'utf8')));
  const file = join(directory, 'rightsdesk.yaml');
  writeFileSync(file, moved.replace(join(root, 'datasets', 'profiles.yaml'), profiles));
  return file;
}

/** The sample shop holds two facts that a mailbox does not show. */
function withThirdPoint(dataset: string): string {
  return dataset.replace(
    /(name: payLaterReason\n[\s\S]*?data_categories: \[user\.payment\]\n)/,
    '$1            rightsdesk_meta: { data_point: true }\n',
  );
}

beforeAll(async () => {
  walk = await startJourney({ config: californianFile(), sample: true });
});

afterAll(() => walk?.desk.stop());

const nothingHeld = () => walk.answerTask('jonas@example.com', { answer: 'nothing-held' });

async function sendRequest(person: { email: string }): Promise<string> {
  const id = await walk.ask({ right: 'access', email: person.email, place: 'US-CA' });
  await walk.prove(person.email);
  await nothingHeld();
  await walk.approve('alma@example.com');
  return id;
}

/** Opens the page from the mail, requests a code, and types it. */
async function typeFacts(email: string, typed: Record<string, string>) {
  const [link = ''] = /https?:\/\/\S+\/r\/proof\/\S+/.exec(walk.lastMail(email, /r\/proof/).text ?? '') ?? [];
  const visitor = walk.visitor();
  const form = await visitor.submit(await visitor.open(link), {}, /send me a code/i);
  await walk.desk.quiet();
  const { code } = walk.linkAndCode(walk.newestMail(email));
  const points = Object.fromEntries(
    form.root.querySelectorAll('label[for^="point-"]').flatMap((label) => {
      const value = typed[label.text.trim()];
      return value ? [[label.getAttribute('for') ?? '', value]] : [];
    }),
  );
  const signed = { declare: 'yes', name: 'Lena Brandt', signedAt: 'Oakland, California' };
  const page = await visitor.submit(form, { ...points, ...signed, code }, /sign and compare/i);
  await walk.desk.quiet();
  return page;
}

const titles = {
  birth: 'Date of birth',
  reason: 'Why this sum',
  limit: 'Sum you may pay after delivery, in euro',
} as const;

/** The contents of the profile, read from its store. */
async function heldOf(email: string, field: string, values: readonly string[]): Promise<string> {
  const { stores } = walk.desk.deps;
  for (const value of values) {
    const search = { collection: 'profiles', field: 'email', values: [email] };
    const points = [{ field, value }];
    const { answer } = await callStore({ stores }, 'profiles', { op: 'match', search, points });
    if (answer === 'yes') return value;
  }
  throw new Error(`the profile has none of these as ${field}`);
}

const limits = ['0', '100', '250', '500'];
const reasons = ['no earlier purchase', 'always paid in time', 'one reminder in two years'];

describe('a Californian at a Californian shop', () => {
  it('gets the kinds of data and none of the data with only the code of a mailbox', async () => {
    const { email, lastName, birthDate, phone, customerNumber } = people.zoe;
    const id = await sendRequest(people.zoe);
    expect((await walk.load(id)).status).toBe('fulfilling');

    await walk.act(await walk.enter('alma@example.com', 'task'), /answer without the details/i);

    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'partly-fulfilled']);
    expect(lastOf(request.log, 'package-made')?.data).toMatchObject({ only: 'not-proven', records: 0 });
    const entries = await zipEntries((await walk.download(email)).bytes);
    expect([...entries.keys()].sort()).toEqual(['README.txt', 'index.html']);
    const text = [...entries.values()].map((entry) => entry.toString('utf8')).join('\n');
    for (const secret of [lastName, birthDate, phone, customerNumber]) expect(text).not.toContain(secret);
    expect(text).toContain('Eilpost Paketdienst');
    expect(walk.mails(email).map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/^The kinds of data .* without the details/),
    );
  });

  it('is shown the data after three matching facts and a signature', async () => {
    const { email, lastName, birthDate } = people.lena;
    const id = await sendRequest(people.lena);

    await typeFacts(email, {
      [titles.birth]: birthDate,
      [titles.reason]: await heldOf(email, 'payLaterReason', reasons),
      [titles.limit]: await heldOf(email, 'payLaterLimit', limits),
    });

    const request = await walk.load(id);
    expect(lastOf(request.log, 'proof-checked')?.data.says).toBe('match');
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    const entries = await zipEntries((await walk.download(email)).bytes);
    expect([...entries.values()].map((entry) => entry.toString('utf8')).join('\n')).toContain(lastName);
  });
});
