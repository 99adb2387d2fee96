import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { circlesOf, graphOf, type Import } from './builders/import-graph';

const root = join(__dirname, '..');

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules') return [];
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : [path];
  });
}

const code = ['functions', 'infra', 'local', 'bin', 'bench'].flatMap((folder) =>
  filesIn(folder).filter((file) => /\.tsx?$/.test(file)),
);

/** Relative imports as paths from the root; others as they are. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return names.map((name) => ({
    file,
    target: name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name,
  }));
}

const imports = code.flatMap(importsOf);

function from(folder: string, except: (file: string) => boolean = () => false): Import[] {
  return imports.filter(({ file }) => file.startsWith(`${folder}/`) && !except(file));
}

const isHandler = (file: string) => file.endsWith('.handler.ts');
const isEntry = (file: string) => isHandler(file) || file.endsWith('.app.ts');

/**
 * What each folder may use of the others, lowest first. Handlers are left out: they wire adapters to what
 * uses them.
 * A folder without a row fails.
 */
const may: Readonly<Record<string, readonly string[]>> = {
  'functions/domain': [],
  'functions/connectors': ['domain'],
  'functions/adapters': ['domain', 'connectors'],
  'functions/data-map': ['domain', 'connectors'],
  'functions/desk': ['domain', 'connectors', 'data-map'],
  'functions/totp': ['domain'],
  'functions/driving': ['domain'],
  'functions/pages': ['domain'],
  'functions/emails': ['domain', 'pages'],
  'functions/answer': ['domain', 'connectors', 'pages'],
  'functions/findings': ['domain', 'connectors', 'answer'],
  'functions/queue': ['domain', 'findings'],
  'functions/replay': ['domain', 'connectors', 'findings'],
  'functions/links': ['domain', 'mailing'],
  'functions/mailing': ['domain', 'emails', 'findings', 'links', 'pages'],
  'functions/evidence': ['domain', 'adapters', 'mailing'],
  'functions/signals': ['domain', 'driving', 'findings', 'links', 'pages', 'queue'],
  'functions/admission': ['domain', 'driving', 'findings', 'mailing', 'queue'],
  'functions/deployment': [],
  'functions/steps': [
    ...['admission', 'domain', 'connectors', 'answer', 'driving', 'emails', 'findings'],
    ...['links', 'mailing', 'pages', 'queue', 'replay', 'web'],
  ],
  'functions/watch': [
    ...['domain', 'adapters', 'driving', 'emails', 'evidence', 'findings'],
    ...['links', 'mailing', 'pages', 'queue', 'steps'],
  ],
  'functions/web': [
    ...['admission', 'domain', 'answer', 'driving', 'emails', 'findings', 'links', 'mailing'],
    ...['pages', 'queue', 'signals', 'steps', 'totp'],
  ],
};

describe('every folder of functions', () => {
  const folders = readdirSync(join(root, 'functions')).filter((name) => !name.endsWith('.md'));

  it('has a row in the table', () => {
    expect(Object.keys(may).sort()).toEqual(folders.map((name) => `functions/${name}`).sort());
  });
});

describe.each(Object.entries(may))('%s', (folder, allowed) => {
  it(`uses no other folder but ${allowed.join(', ') || 'itself'}`, () => {
    const wrong = from(folder, isHandler).filter(
      ({ target }) =>
        /^(functions|infra|local|bin|test|bench)\//.test(target) &&
        ![folder, ...allowed.map((name) => `functions/${name}`)].some((room) =>
          target.startsWith(`${room}/`),
        ),
    );

    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it('uses all that its row allows', () => {
    const used = new Set(from(folder, isHandler).map(({ target }) => target.split('/')[1]));

    expect(allowed.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('files', () => {
  /** Circles that are still there. The list only ever becomes shorter. */
  const KNOWN_CIRCLES: readonly string[] = [];

  it('never import one another in a circle', () => {
    const circles = circlesOf(graphOf(code, imports, (file) => file));
    const unknown = circles.filter((circle) => !circle.some((file) => KNOWN_CIRCLES.includes(file)));

    expect(unknown).toEqual([]);
    expect(circles.length).toBe(KNOWN_CIRCLES.length);
  });

  it('that do are found, however many are in the circle', () => {
    const graph = new Map(
      Object.entries({ a: ['b'], b: ['c', 'd'], c: ['a'], d: ['e'], e: ['d'], f: ['a', 'e'] }).map(
        ([name, used]) => [name, new Set(used)] as const,
      ),
    );

    expect(circlesOf(graph)).toEqual([
      ['d', 'e'],
      ['a', 'b', 'c'],
    ]);
  });
});

describe('the domain', () => {
  it('imports nothing but its own rules, dates, hashes and the shape checker', () => {
    const packages = from('functions/domain').filter(({ target }) => !target.startsWith('functions/'));
    const allowed = ['temporal-polyfill', 'zod/mini', 'node:crypto', 'node:url'];
    // The library of all laws and its schema are for the build and the command line.
    const library = /law-library|law-schema|all-laws|all-calendars|calendar-file/;

    const wrong = packages.filter(({ file, target }) => !allowed.includes(target) && !library.test(file));
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });
});

describe('the steps', () => {
  it('never use one another: what one leaves for the next is in the register', () => {
    const roomOf = (path: string) => path.split('/').slice(0, 3).join('/');
    const wrong = from('functions/steps').filter(
      ({ file, target }) => target.startsWith('functions/steps/') && roomOf(target) !== roomOf(file),
    );

    expect(wrong).toEqual([]);
  });

  it('meet adapters in their handlers only', () => {
    const wrong = from('functions/steps', isEntry).filter(
      ({ target }) => target.startsWith('functions/adapters/') || target.startsWith('@aws-sdk/'),
    );

    expect(wrong).toEqual([]);
  });
});

describe('the AWS SDK', () => {
  it('is used by adapters, connectors and entry points, and by the local machine', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        /^@(aws-sdk|smithy)\//.test(target) &&
        file.startsWith('functions/') &&
        !/^functions\/(adapters|connectors)\//.test(file) &&
        !isHandler(file),
    );

    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('never enters the infrastructure', () => {
    const wrong = from('infra').filter(
      ({ target }) => target.startsWith('@aws-sdk/') || isHandler(`${target}.ts`),
    );

    expect(wrong).toEqual([]);
  });
});

describe('the local machine and the tests', () => {
  it('are used by nothing that is deployed', () => {
    const deployed = [...from('functions'), ...from('infra')];

    expect(deployed.filter(({ target }) => /^(local|test|bench)\//.test(target))).toEqual([]);
  });
});

describe('the policy simulator, whose licence is not ours', () => {
  it('is called from one place, and that place by the rehearsal alone', () => {
    const callers = imports.filter(({ target }) => target.startsWith('@cloud-copilot/'));
    const users = imports.filter(({ target }) => target.startsWith('local/permissions/'));
    const elsewhere = users.filter(({ file }) => !/^local\/(permissions|rehearse)\//.test(file));

    expect(new Set(callers.map(({ file }) => file))).toEqual(
      new Set(['local/permissions/simulate-policy.ts']),
    );
    expect(elsewhere).toEqual([]);
  });

  it('is no dependency of what is installed to run a desk', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };

    expect(Object.keys(dependencies).filter((name) => name.startsWith('@cloud-copilot/'))).toEqual([]);
  });
});

describe('comments', () => {
  const isWide = (line: string) =>
    line.length > 110 && /^\s*(\/\/|\/\*|\* )/.test(line) && !/https?:\/\/|biome-ignore/.test(line);

  it('are wrapped at the width of the code, but for addresses that cannot be broken', () => {
    const all = [...code, ...filesIn('test').filter((file) => /\.tsx?$/.test(file))];
    const wide = all.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (isWide(line) ? [`${file}:${index + 1}`] : [])),
    );

    expect(wide).toEqual([]);
  });
});

describe('names', () => {
  it('are kebab-case, without drawers, barrels or types files', () => {
    const drawers =
      /(^|\/)(utils?|helpers?|common|misc|shared|services?|managers?|types|index)(\.tsx?)?(\/|$)/;
    const names = code.filter(
      (file) => drawers.test(file) || !/^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(file.split('/').at(-1) ?? ''),
    );

    expect(names).toEqual([]);
  });
});

describe('the code', () => {
  const texts = code.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const filesWith = (pattern: RegExp, folder: string) =>
    texts.filter(({ file, text }) => file.startsWith(folder) && pattern.test(text)).map(({ file }) => file);

  it('asks the process for the time in one place', () => {
    expect(filesWith(/Date\.now\(|new Date\(\)|Temporal\.Now/, 'functions/')).toEqual([
      'functions/adapters/system-clock.ts',
    ]);
  });

  it('never counts days in milliseconds', () => {
    expect(filesWith(/86_?400_?000|24 ?\* ?60 ?\* ?60/, '')).toEqual([]);
  });

  it('never prints from a function', () => {
    expect(filesWith(/console\.\w+\(/, 'functions/')).toEqual([]);
  });

  it('loads the small shape checker in all that a public function may carry', () => {
    const buildTime = /^functions\/(desk|data-map)\/|law-schema|all-laws|calendar-file/;

    expect(filesWith(/from 'zod'/, 'functions/').filter((file) => !buildTime.test(file))).toEqual([]);
  });

  it('keeps handlers to wiring', () => {
    const long = texts.filter(({ file, text }) => isHandler(file) && text.split('\n').length > 45);

    expect(long.map(({ file }) => file)).toEqual([]);
  });
});
