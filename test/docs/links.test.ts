import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { commandLines } from '../../generate/command-table';
import { anchorsIn, codeIn, type Document, documents, linksIn, root } from './documents';

const pages = documents();
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const commands = commandLines().map(({ name }) => name);

/** The problem with one relative link, or nothing. */
function linkFault({ file }: Document, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const to = path === '' ? file : normalize(join(dirname(file), decodeURI(path)));
  if (to.startsWith('..')) return `${target} leads out of the project`;
  if (!existsSync(join(root, to))) return `${target} leads nowhere`;
  if (anchor === undefined || !to.endsWith('.md')) return undefined;
  const known = anchorsIn(readFileSync(join(root, to), 'utf8'));
  return known.has(anchor) ? undefined : `${target}: no such heading`;
}

/** An address on the web, or a mail address. */
function isOutside(target: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/.test(target);
}

describe('the documentation', () => {
  it('covers the pages that a newcomer reads first', () => {
    const files = pages.map(({ file }) => file);

    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/limits.md', 'functions/README.md']),
    );
    expect(
      linksIn(pages.find(({ file }) => file === 'functions/README.md')?.text ?? '').length,
    ).toBeGreaterThan(40);
  });

  it.each(pages)('links in $file lead to something', (page) => {
    const faults = linksIn(page.text)
      .filter((target) => !isOutside(target))
      .flatMap((target) => linkFault(page, target) ?? []);

    expect(faults).toEqual([]);
  });

  it.each(pages)('$file names only npm scripts that exist', ({ text }) => {
    const named = [...codeIn(text).matchAll(/\bnpm (?:run (?:--\S+ )*([\w:-]+)|(start|test)\b)/g)];
    const unknown = named
      .map(([, run, short]) => run ?? short ?? '')
      .filter((name) => !Object.hasOwn(scripts, name));

    expect(unknown).toEqual([]);
  });

  it.each(pages)('$file names only commands of rightsdesk that exist', ({ text }) => {
    const named = [...codeIn(text).matchAll(/\bnpx rightsdesk ((?:[a-z][\w-]*)(?: [a-z][\w-]*)?)/g)];
    const unknown = named.map(([, words = '']) => words).filter((words) => !isCommand(words));

    expect(unknown).toEqual([]);
  });

  it.each(pages)('$file names only scripts of bin/ that exist', ({ text }) => {
    const named = [...codeIn(text).matchAll(/\bnpx tsx (\S+\.ts)/g)].map(([, file = '']) => file);

    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

/** `schema desk` is the command `schema` with an argument, `map check` a command of two words. */
function isCommand(words: string): boolean {
  return commands.some((name) => words === name || words.startsWith(`${name} `));
}

describe('a guide in docs/', () => {
  const doors = pages.filter(({ file }) =>
    ['README.md', 'docs/README.md', 'docs/architecture.md'].includes(file),
  );
  const linked = doors.flatMap((page) =>
    linksIn(page.text).map((target) => join(dirname(page.file), target.replace(/#.*/, ''))),
  );
  const guides = pages.map(({ file }) => file).filter((file) => /^docs\/[^/]+\.md$/.test(file));

  it.each(guides.filter((file) => file !== 'docs/architecture.md'))(
    '%s is linked from the README, the contents page or the architecture',
    (file) => {
      expect(linked).toContain(file);
    },
  );
});

describe('an npm script that the documentation names', () => {
  const named = new Set(pages.flatMap(({ text }) => [...codeIn(text).matchAll(/\bnpm run ([\w:-]+)/g)]));
  const files = [...named].flatMap(([, name = '']) => {
    const file = scripts[name]?.match(/\btsx (\S+)/)?.[1];
    return file ? [{ name, file }] : [];
  });

  it.each(files)('$name runs a file that exists', ({ file }) => {
    expect(existsSync(join(root, file))).toBe(true);
  });
});
