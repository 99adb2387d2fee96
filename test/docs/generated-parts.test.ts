import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineWaits, type WaitName } from '../../functions/domain/machine';
import { statuses } from '../../functions/domain/request-status';
import { waitsForSomebody } from '../../generate/machine-tables';
import { pathParts, withPart } from '../../generate/make-path';
import { stepFolders, stepsInOrder } from '../../generate/step-tables';
import { root } from './documents';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('a part that is drawn from the code', () => {
  it.each(pathParts())('is fresh in $file (else run npx tsx generate/make-path.ts)', (part) => {
    expect(read(part.file)).toBe(withPart(part));
  });

  it('shows every status', () => {
    const picture = read('docs/path.md').split('```mermaid')[1]?.split('```')[0] ?? '';

    expect(statuses.filter((status) => !picture.includes(`["${status}"]`))).toEqual([]);
  });

  it('explains every step', () => {
    expect([...stepsInOrder()].sort()).toEqual(stepFolders());
  });

  it.each(Object.keys(machineWaits) as WaitName[])(
    'describes the wait %s in a situation that really waits',
    (wait) => {
      expect(waitsForSomebody(wait)).toBe(true);
    },
  );
});

describe('functions/README.md', () => {
  it('has a line for every folder', () => {
    const rooms = readdirSync(join(root, 'functions'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const page = read('functions/README.md');

    expect(rooms.filter((room) => !page.includes(`\n| [\`${room}\`](${room}`))).toEqual([]);
  });
});

describe('a decision', () => {
  const folder = 'docs/decisions';
  const files = readdirSync(join(root, folder)).sort();

  it.each(files)('%s says what, why and the consequences, on half a page', (file) => {
    const page = read(join(folder, file));

    expect(page).toMatch(
      /^# \d{4} .+\n\n\*\*What\.\*\* [\s\S]+\n\n\*\*Why\.\*\* [\s\S]+\n\n\*\*Consequences\.\*\* /,
    );
    expect(page.startsWith(`# ${file.slice(0, 4)} `)).toBe(true);
    expect(page.length).toBeLessThan(2_500);
  });

  it('is listed in the architecture by its title', () => {
    const listed = [...read('docs/architecture.md').matchAll(/^- \[\d{4}\]\(decisions\/(\S+)\) (.+)$/gm)];

    expect(listed.map(([, file]) => file)).toEqual(files);
    expect(listed.map(([, , title]) => title)).toEqual(
      files.map((file) => read(join(folder, file)).match(/^# \d{4} (.+)$/m)?.[1]),
    );
  });
});
