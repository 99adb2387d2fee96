import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { knownErrorName } from '../../functions/adapters/known-error-name';
import { errorNames } from '../../functions/domain/errors';

const root = join(__dirname, '..', '..');
const sources = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(root, 'functions', file), 'utf8'));

/** Names of calls under `lib-dynamodb` that the client calls otherwise. */
const itemCalls: Readonly<Record<string, string>> = {
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Put: 'PutItem',
  Get: 'GetItem',
  Delete: 'DeleteItem',
  Update: 'UpdateItem',
};

/** What AWS documents that the calls of the functions throw, from the declarations of its own clients. */
function documentedErrors(): string[] {
  const imports = sources.flatMap((text) => [
    ...text.matchAll(/import (?:type )?\{([^}]*)\} from '@aws-sdk\/((?:client|lib)-[\w-]+)'/gs),
  ]);
  return imports.flatMap(([, names = '', library = '']) =>
    [...names.matchAll(/(\w+)Command\b/g)].flatMap(([, call = '']) => {
      const [client, operation] =
        library === 'lib-dynamodb' ? ['client-dynamodb', itemCalls[call] ?? call] : [library, call];
      const path = join(
        root,
        'node_modules/@aws-sdk',
        client,
        `dist-types/commands/${operation}Command.d.ts`,
      );
      return [...readFileSync(path, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map(
        ([, name = '']) => name,
      );
    }),
  );
}

describe('the name of an error in a log line', () => {
  it('is shown when the state machines match by it', () => {
    expect(errorNames.filter((name) => knownErrorName(name) !== name)).toEqual([]);
  });

  it('is shown for each class of our own', () => {
    const classes = sources.flatMap((text) => [...text.matchAll(/class (\w+) extends \w*Error\b/g)]);

    expect(classes.length).toBeGreaterThan(15);
    expect(classes.map(([, name = '']) => name).filter((name) => knownErrorName(name) !== name)).toEqual([]);
  });

  it('is shown for whatever AWS documents about the calls that are made', () => {
    const documented = [...new Set(documentedErrors())];

    expect(documented.length).toBeGreaterThan(80);
    expect(documented.filter((name) => knownErrorName(name) !== name)).toEqual([]);
  });

  it.each(['Lambda.TooManyRequestsException', 'States.Timeout', 'MailRefused.MessageRejected'])(
    'may have a family before a dot: %s',
    (name) => {
      expect(knownErrorName(name)).toBe(name);
    },
  );

  it.each([
    'MiaBrandt',
    'mia@example.com',
    'mia.brandt',
    'Lambda.MiaBrandt',
    'constructor',
    '',
    'two words',
    '.',
  ])('is not shown when somebody may have chosen it: %j', (name) => {
    expect(knownErrorName(name)).toBe('UnnamedError');
  });

  it('is never a text from elsewhere', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z][a-z]{3,9}[0-9]{3}$/),
        (text) => knownErrorName(text) === 'UnnamedError',
      ),
    );
  });
});
