import { join } from 'node:path';
import { buildSync } from 'esbuild';

const folder = join(__dirname, '../../../functions/domain/deadlines');

/** Bundles the part of the clock that a Lambda uses, as the deployment does. */
function bundle() {
  const entries = [
    'deadline',
    'may-extend',
    'refusal-grounds',
    'request-type-of',
    'working-days',
    'confidence-of',
  ];
  const contents = entries.map((name) => `export * from './${name}';`).join('\n');
  return buildSync({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
  });
}

describe('the engine in a Lambda bundle', () => {
  const built = bundle();

  it('brings no law, no calendar and no library but Temporal', () => {
    const inputs = Object.keys(built.metafile.inputs).filter((file) => file !== '<stdin>');
    const foreign = inputs.filter(
      (file) => !/temporal-(polyfill|utils)|functions\/domain\/(deadlines\/[a-z-]+|rights)\.ts$/.test(file),
    );

    expect(foreign).toEqual([]);
    expect(
      inputs.filter((file) => /law-library|law-schema|all-laws|all-calendars|\.json$/.test(file)),
    ).toEqual([]);
  });

  it('is small', () => {
    const bytes = built.outputFiles[0]?.contents.length ?? 0;

    expect(bytes).toBeLessThan(100 * 1024);
  });
});
