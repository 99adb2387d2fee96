import { DeskFileError } from '../../../functions/config/desk/desk-file-error';
import { parseDesk } from '../../../functions/config/desk/parse-desk';
import { addresses } from './bad-desks/addresses';
import { laws } from './bad-desks/laws';
import { peopleAndStores } from './bad-desks/people-and-stores';
import { shape } from './bad-desks/shape';
import { timeAndPlace } from './bad-desks/time-and-place';
import { yaml } from './bad-desks/yaml';
import { deskWith, postgresStore, smallestDesk } from './desk-text';

const rows = [...shape, ...addresses, ...timeAndPlace, ...laws, ...peopleAndStores, ...yaml];

describe('a bad desk file', () => {
  it.each(rows)('with %s is refused with path, problem and remedy', (_title, text, path, problem, remedy) => {
    const problems = problemsOf(text);

    const found = problems.find((p) => p.path === path && p.problem.includes(problem));
    expect(found ?? problems).toMatchObject({ file: 'desk.yaml', remedy: expect.stringContaining(remedy) });
  });

  it.each(rows)('with %s is refused for no other reason', (_title, text, path) => {
    const others = problemsOf(text).filter(
      (p) => p.path !== path && !p.path.startsWith(path.replace(/\.\w+$/, '')),
    );

    expect(others).toEqual([]);
  });

  it('reports all problems at once, in the order of the lines, each with its line', () => {
    const text = smallestDesk
      .replace('place: DE-BE', 'place: Berlin')
      .replace('ada@example.com', 'ada')
      .replace('owner: ada', 'owner: zoe')
      .replace('applies: binds, because: Established in Germany.', 'applies: no, becuase: x');

    const problems = problemsOf(text);

    expect(problems.map((p) => [p.line, p.path])).toEqual([
      [6, 'place'],
      [9, 'laws[0].because'],
      [9, 'laws[0].becuase'],
      [9, 'laws'],
      [11, 'staff[0].email'],
      [16, 'stores[0].owner'],
    ]);
  });

  it.each([
    ['postgres://shop:hunter2@db.example.com/shop', 'holds a password, and no secret belongs in this file'],
    ['postgres://shop:hunter2@shop.abc.eu-west-1.rds.amazonaws.com/shop', 'holds a password'],
    ['mysql://shop:hunter2@db.example.com/shop', 'holds a password'],
    ['host=db.example.com password=hunter2', 'must be a name, not the connection string itself'],
  ])('never repeats a connection string that was pasted into it: %s', (url, problem) => {
    const names = { url, login: 'iam', resourceId: 'db-ABCDEFGHIJKL01234' };
    const messages = [{ url }, names].map((connection) =>
      messageOf(deskWith(['stores', 1], { ...postgresStore, connection })),
    );

    for (const message of messages) {
      expect(message).toContain(`stores[1].connection.url: ${problem}`);
      expect(message).not.toMatch(/hunter2|db\.example/);
    }
  });

  it('writes each problem on one line that begins with file and line', () => {
    const message = messageOf(deskWith(['zone'], 'Berlin'));

    expect(message).toBe(
      'desk.yaml line 7, zone: "Berlin" is not an IANA time zone. Name it by region and city, for example Europe/Berlin.',
    );
  });
});

function problemsOf(text: string) {
  try {
    parseDesk(text, 'desk.yaml');
  } catch (error) {
    if (error instanceof DeskFileError) return error.problems;
    throw error;
  }
  return [];
}

function messageOf(text: string): string {
  return problemsOf(text).length === 0 ? '' : new DeskFileError(problemsOf(text)).message;
}
