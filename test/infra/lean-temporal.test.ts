import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Temporal } from 'temporal-polyfill';
import { forLambda } from '../../infra/bundles';
import { absentTypes, withoutTypes } from '../../infra/lean-temporal';

jest.setTimeout(30_000);

const root = join(__dirname, '..', '..');

describe('withoutTypes', () => {
  const source = [
    'const PlainDate = defineTemporalClass(class {',
    '  toPlainMonthDay() {',
    '    return createPlainMonthDay(this);',
    '  }',
    '  toJSON() {',
    '    return 1;',
    '  }',
    '});',
    'const Temporal = createPropDescriptors({',
    '    PlainMonthDay: PlainMonthDay,',
    '    PlainDate: PlainDate,',
    '  });',
    '',
  ].join('\n');

  it('takes a type out, and the methods that make one, and nothing else', () => {
    const lean = withoutTypes(source, ['PlainMonthDay']);

    expect(lean).not.toContain('MonthDay');
    expect(lean.split('\n')).toHaveLength(source.split('\n').length - 4);
    expect(lean).toContain('  toJSON() {\n    return 1;\n  }\n');
  });

  it('refuses a polyfill that is written otherwise', () => {
    expect(() => withoutTypes(source, ['PlainYearMonth'])).toThrow('Temporal.PlainYearMonth is not where');
    expect(() => withoutTypes(source.replace('toPlainMonthDay', 'asMonthDay'), ['PlainMonthDay'])).toThrow();
  });
});

describe('Temporal in a bundle', () => {
  it('lacks nothing that the code names', () => {
    const folder = join(root, 'functions');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
    const absent = new RegExp(absentTypes.join('|'));

    expect(files.filter((file) => absent.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });

  it('has all other types, and of each all that the whole one has', async () => {
    const lean = await bundled();
    const kept = Object.getOwnPropertyNames(Temporal).filter((name) => !isAbsent(name));

    expect(Object.getOwnPropertyNames(lean).sort()).toEqual(kept.sort());
    for (const name of kept) expect(membersOf(lean, name)).toEqual(membersOf(Temporal, name));
  });

  it('counts as the whole one does', async () => {
    const lean = await bundled();
    const counted = ({ PlainDate, Instant, Duration }: typeof Temporal) => [
      PlainDate.from('2028-01-31').add({ months: 1 }).toString(),
      PlainDate.from('2026-03-28').until('2026-05-01', { largestUnit: 'months' }).toString(),
      PlainDate.from('2026-10-25')
        .toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '02:30' })
        .toInstant()
        .toString(),
      Instant.from('2026-03-29T00:30:00Z').toZonedDateTimeISO('Europe/Berlin').add('PT1H').toString(),
      Duration.compare('P1M', 'P30D', { relativeTo: PlainDate.from('2025-02-01') }),
    ];

    expect(counted(lean)).toEqual(counted(Temporal));
  });
});

const isAbsent = (name: string) => absentTypes.some((type) => name.includes(type));

/** Static and other members of a type, or of `Temporal.Now`. */
function membersOf(whole: typeof Temporal, name: string): string[] {
  const type = (whole as unknown as Record<string, { prototype?: object }>)[name] ?? {};
  const own = [type, type.prototype ?? {}].flatMap((part) => Object.getOwnPropertyNames(part));
  return own.filter((member) => !isAbsent(member)).sort();
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
