import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Temporal } from 'temporal-polyfill';
import { forLambda } from '../../infra/bundles';
import { kept, onlyKept, type TakenOut } from '../../infra/lean-temporal';

jest.setTimeout(120_000);

const root = join(__dirname, '..', '..');
const modules = join(root, 'node_modules');
const polyfill = readFileSync(join(modules, 'temporal-polyfill', 'chunks', 'classApi-basic.js'), 'utf8');

describe('onlyKept', () => {
  it('takes out members and types that are not kept, and nothing else', () => {
    const { source, takenOut } = onlyKept(polyfill);

    expect(Object.keys(kept).sort()).toEqual(['Duration', 'Instant', 'PlainDate', 'ZonedDateTime']);
    expect([...takenOut.keys()].sort()).toContain('PlainMonthDay');
    expect(takenOut.get('PlainDate')).toContain('toPlainMonthDay');
    expect(takenOut.get('PlainDate')).not.toContain('add');
    expect(source).toContain('\nfunction toPlainDateSlots(');
  });

  it('refuses a polyfill that is written otherwise', () => {
    expect(() => onlyKept(polyfill.replace('  toInstant() {', '  asInstant() {'))).toThrow('where it was');
    expect(() => onlyKept(polyfill.replace('    PlainTime: PlainTime,\n', ''))).toThrow('Temporal.PlainTime');
  });
});

describe('the code of functions', () => {
  it('uses nothing of Temporal but what bundles hold: the compiler says so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-types-'));
    try {
      expect(compiled(folder)).toEqual([
        expect.stringMatching(/^uses-more\.ts\(2,.*'toPlainMonthDay' does not exist/),
        expect.stringMatching(/^uses-more\.ts\(3,.*'PlainTime'/),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Temporal in a bundle', () => {
  it('counts as the whole one does', async () => {
    const lean = await bundled();

    expect(counted(lean)).toEqual(counted(Temporal));
    expect(Object.keys(Object.getOwnPropertyDescriptors(lean)).sort()).toEqual(Object.keys(kept).sort());
  });
});

/** A bit of everything that is kept. */
function counted({ PlainDate, Instant, Duration }: typeof Temporal): unknown[] {
  const day = PlainDate.from('2028-01-31');
  const night = Instant.from('2026-03-29T00:30:00Z').toZonedDateTimeISO('Europe/Berlin');
  return [
    [day.year, day.month, day.day, day.dayOfWeek, day.daysInMonth],
    JSON.stringify([day.add({ months: 1 }), day.subtract('P1M1D')]),
    day.until('2028-05-01').toString(),
    [PlainDate.compare(day, '2028-02-01'), day.equals('2028-01-31')],
    PlainDate.from('2026-10-25')
      .toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '02:30' })
      .toInstant()
      .toString(),
    night.add('PT1H').toInstant().toString({ smallestUnit: 'second' }),
    night.subtract('P1D').toPlainDate().toString(),
    Instant.from('2026-03-01T10:00:00Z').add({ hours: 1 }).until('2026-03-02T00:00:00Z').toString(),
    Instant.compare('2026-03-01T10:00:00Z', '2026-03-01T10:00:00.001Z'),
    Duration.from('P1Y2M3DT4H').months,
    () => PlainDate.from('2026-02-30'),
  ].map((one) => (typeof one === 'function' ? refusalOf(one) : one));
}

function refusalOf(act: () => unknown): string {
  try {
    return `given: ${String(act())}`;
  } catch (error) {
    return (error as Error).name;
  }
}

/** Temporal as bundles hold it. */
async function bundled(): Promise<typeof Temporal> {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-temporal-'));
  const outfile = join(folder, 'index.js');
  const stdin = { contents: "export { Temporal } from 'temporal-polyfill';", resolveDir: root };
  try {
    await build({ ...forLambda, stdin, outfile });
    return require(outfile).Temporal;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Complaints of the compiler about the functions, with all that they import, and one file that uses more,
 * where Temporal has only what is kept.
 */
function compiled(folder: string): string[] {
  const types = readFileSync(join(modules, 'temporal-spec', 'index.d.ts'), 'utf8');
  writeFileSync(join(folder, 'temporal.d.ts'), typesWithout(types, onlyKept(polyfill).takenOut));
  writeFileSync(
    join(folder, 'uses-more.ts'),
    [
      "import { Temporal } from 'temporal-polyfill';",
      "export const day = Temporal.PlainDate.from('2026-01-31').add('P1D').toPlainMonthDay();",
      "export const time = Temporal.PlainTime.from('02:30');",
    ].join('\n'),
  );
  const paths = { 'temporal-polyfill': [join(folder, 'temporal.d.ts')] };
  const project = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { paths, typeRoots: [join(modules, '@types')] },
    include: [join(root, 'functions', '**', '*.handler.ts'), join(folder, 'uses-more.ts')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const compiler = join(modules, 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^\S+\(\d+,\d+\): /.test(line));
}

/** The types of Temporal, with other names for all that bundles lack. */
function typesWithout(types: string, takenOut: TakenOut): string {
  const members = [...takenOut].reduce((text, [type, names]) => {
    const block = new RegExp(`^  interface ${type}(Constructor)? \\{\\n.*?^  \\}\\n`, 'gms');
    const member = new RegExp(`^    (readonly )?(${names.join('|')})\\b`, 'gm');
    return text.replace(block, (whole) => whole.replace(member, '    $1absent_$2'));
  }, types);
  return [...takenOut.keys()]
    .filter((type) => !kept[type])
    .reduce((text, type) => text.replace(`  var ${type}:`, `  var absent_${type}:`), members)
    .replace('  namespace Now {', '  namespace absent_Now {');
}
