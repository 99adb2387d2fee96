import { mkdirSync, writeFileSync } from 'node:fs';
import { runCommandLine } from '../../bin/program';
import { deskWith, smallestDesk } from '../config/desk/desk-text';
import { inTemporaryFolder } from './temporary-folder';
import { watchedConsole } from './watched-console';

async function run(args: readonly string[], env: Record<string, string> = {}, input = '') {
  const watched = watchedConsole(env, input);
  const code = await runCommandLine(args, watched.console);
  return { code, out: watched.out(), errors: watched.errors() };
}

const commands = [
  [],
  ['map'],
  ['map', 'check'],
  ['map', 'draft'],
  ['preview'],
  ['deadlines'],
  ['law'],
  ['law', 'news'],
  ['texts'],
  ['texts', 'check'],
  ['schema'],
  ['requests'],
  ['audit'],
  ['audit', 'verify'],
  ['metrics'],
];

describe('the help', () => {
  it.each(commands.map((command) => [['rightsdesk', ...command].join(' '), command]))(
    'of %s is as kept',
    async (_, command) => {
      const { code, out, errors } = await run([...command, '--help']);

      expect(out).toMatchSnapshot();
      expect([code, errors]).toEqual([0, '']);
    },
  );

  it.each(
    commands
      .filter((command) => !['', 'map', 'law', 'texts', 'audit'].includes(command.join(' ')))
      .map((c) => [c.join(' '), c]),
  )('of %s shows an example', async (_, command) => {
    expect((await run([...command, '--help'])).out).toMatch(/Example:\n {2}.*npx rightsdesk/);
  });
});

describe('the news of the law', () => {
  it('come as words, or as one document, as of any day', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(`${folder}/rightsdesk.yaml`, smallestDesk);
      const options = ['law', 'news', '--config', `${folder}/rightsdesk.yaml`, '--date', '2026-02-01'];

      const words = await run(options);
      const json = await run([...options, '--json']);

      expect([words.code, words.errors, json.code]).toEqual([0, '', 0]);
      expect(words.out).toContain('Within a year from 2026-02-01');
      expect(JSON.parse(json.out)).toMatchObject({ today: '2026-02-01' });
    }));
});

describe('a wrong command line', () => {
  it.each([
    ['an unknown command', ['forget'], "unknown command 'forget'"],
    ['a mistyped command', ['map', 'chek'], "unknown command 'chek' (Did you mean check?)"],
    ['a mistyped option', ['map', 'check', '--jsn'], "unknown option '--jsn' (Did you mean --json?)"],
    ['an argument too many', ['requests', 'all'], "too many arguments for 'requests'"],
    [
      'no right',
      ['preview', '--identity', 'email=a@example.com'],
      "required option '--right <right>' not specified",
    ],
    [
      'no person',
      ['preview', '--right', 'access'],
      "required option '--identity <kind=value>' not specified",
    ],
    [
      'an unknown right',
      ['preview', '--right', 'oblivion', '--identity', 'email=a'],
      'Choose access, portability or erasure.',
    ],
    [
      'a right without records',
      ['preview', '--right', 'objection', '--identity', 'email=a'],
      'objection is not carried out on records',
    ],
    [
      'an identity without kind',
      ['preview', '--right', 'access', '--identity', 'ada@example.com'],
      'Write email=..., phone=..., customer-number=...',
    ],
    [
      'a kind of identity that the map does not declare',
      ['preview', '--right', 'access', '--identity', 'user-id=7'],
      'Write email=..., phone=..., customer-number=...',
    ],
    [
      'an empty identity',
      ['preview', '--right', 'access', '--identity', 'email='],
      'Write a value after email=.',
    ],
    ...['notanaddress', 'Ada <ada@example.com>', 'ada@example.com, ben@example.com', 'ada@'].map(
      (value): [string, string[], string] => [
        `what is not one address: ${value}`,
        ['preview', '--right', 'access', '--identity', `email=${value}`],
        'Write one address and nothing beside it',
      ],
    ),
    ...['email=noreply@example.com', 'email=zoe@shop.invalid', 'phone=0000', 'customer-number=n/a'].map(
      (pair): [string, string[], string] => [
        `what is never searched for: ${pair}`,
        ['preview', '--right', 'access', '--identity', pair],
        'No store is ever searched for this',
      ],
    ),
    ['an unknown schema', ['schema', 'desks'], 'Choose desk, map or vendor.'],
    ['a day that does not exist', ['metrics', '--from', '2026-02-30'], 'Write a date such as 2026-03-05.'],
    ['no register', ['requests'], 'REGISTER_TABLE is not set'],
    [
      'a desk file that is not there',
      ['map', 'check', '--config', 'nowhere.yaml'],
      'nowhere.yaml: does not exist. Name the desk file',
    ],
  ])('with %s is answered in one line and exit code 2', async (_, args, words) => {
    const { code, out, errors } = await run(args);

    expect(errors.split('\n')[0]).toMatch(/^rightsdesk: /);
    expect(errors.split('\n')[0]).toContain(words);
    expect([code, out]).toEqual([2, '']);
  });

  it('without a sub-command shows what there is', async () => {
    const { code, errors } = await run(['map']);

    expect(errors).toContain('check [options]');
    expect(code).toBe(2);
  });
});

describe('a bad desk file', () => {
  it('is reported in one line when one thing is wrong', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(`${folder}/desk.yaml`, deskWith(['zone'], 'Berlin'));

      const { code, out, errors } = await run(['map', 'check', '--config', `${folder}/desk.yaml`]);

      expect(errors).toBe(
        `rightsdesk: ${folder}/desk.yaml line 7, zone: "Berlin" is not an IANA time zone. Name it by region and city, for example Europe/Berlin.\n`,
      );
      expect([code, out]).toEqual([2, '']);
    }));

  it('is reported as a list when several things are wrong', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(`${folder}/desk.yaml`, deskWith(['staff', 0, 'may'], []));

      const { errors } = await run(['map', 'check', '--config', `${folder}/desk.yaml`]);

      const [first, ...problems] = errors.trimEnd().split('\n');
      expect(first).toBe('rightsdesk: 3 problems, nothing was done');
      expect(problems.map((line) => /, (\S+):/.exec(line)?.[1])).toEqual([
        'staff[0].may',
        'staff',
        'stores[0].owner',
      ]);
    }));

  it('is reported as JSON on stdout with --json', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(`${folder}/desk.yaml`, deskWith(['zone'], 'Berlin'));

      const { code, out, errors } = await run(['map', 'check', '--json', '--config', `${folder}/desk.yaml`]);

      expect(JSON.parse(out)).toMatchObject({ problems: [{ path: 'zone', line: 7 }] });
      expect([code, errors]).toEqual([2, '']);
    }));
});

describe('the command deadlines', () => {
  const known =
    '{"id":"a","regime":"eu-gdpr","requestType":"access","place":"DE-BE","zone":"Europe/Berlin","received":"2026-03-05T10:00:00+01:00","events":[]}';

  it('returns the dates of a case', async () => {
    const { code, out } = await run(['deadlines'], {}, `${known}\n`);

    expect(JSON.parse(out)).toMatchObject({ id: 'a', respondBy: '2026-04-07' });
    expect(code).toBe(0);
  });

  it('ends with exit code 1 when a line was refused, and still processes the others', async () => {
    const { code, out } = await run(['deadlines'], {}, `nonsense\n${known}\n`);

    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ line: 1 }, { id: 'a' }]);
    expect(code).toBe(1);
  });
});

describe('the command texts check', () => {
  it('accepts the texts of this desk', async () => {
    const { code, out } = await run(['texts', 'check']);

    expect(out).toMatch(/^\d+ texts read, 0 problems\.\n$/);
    expect(code).toBe(0);
  });

  it('names what an edited mail no longer says, and ends with 1', () =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(`${folder}/de`);
      writeFileSync(`${folder}/de/refusal.md`, 'subject: Nein\nwhy: x\nnext: x\n\nNein.\n');

      const { code, out } = await run(['texts', 'check', '--json', '--folder', folder]);

      expect(JSON.parse(out)).toMatchObject({
        ok: false,
        problems: expect.arrayContaining([expect.stringMatching(/^texts\/de\/refusal\.md: .* is missing/)]),
      });
      expect(code).toBe(1);
    }));

  it('cannot run without its folder', async () => {
    const { code, errors } = await run(['texts', 'check', '--folder', '/nowhere']);

    expect(errors).toMatch(/^rightsdesk: .*\/nowhere/);
    expect(code).toBe(2);
  });
});
