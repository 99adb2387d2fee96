import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { FOLDERS } from '../generate/folders';
import { circlesOf, graphOf, type Import } from './builders/import-graph';

const root = join(__dirname, '..');

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules') return [];
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : [path];
  });
}

const code = ['functions', 'infra', 'local', 'bin', 'bench', 'cost', 'generate'].flatMap((folder) =>
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

describe('every folder of functions', () => {
  const folders = readdirSync(join(root, 'functions')).filter((name) => !name.endsWith('.md'));

  it('has a row in the table of folders', () => {
    expect(FOLDERS.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it('uses only folders above it in the table', () => {
    const upwards = FOLDERS.flatMap(({ name, uses }, index) =>
      uses
        .filter((used) => FOLDERS.findIndex((one) => one.name === used) >= index)
        .map((used) => `${name} -> ${used}`),
    );

    expect(upwards).toEqual([]);
  });
});

describe.each(FOLDERS)('functions/$name', ({ name: ownName, uses: allowed }) => {
  const folder = `functions/${ownName}`;

  it(`uses no other folder but ${allowed.join(', ') || 'itself'}`, () => {
    const wrong = from(folder, isHandler).filter(
      ({ target }) =>
        /^(functions|infra|local|bin|test|bench|cost|generate)\//.test(target) &&
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
  it('never import one another in a circle', () => {
    expect(circlesOf(graphOf(code, imports, (file) => file))).toEqual([]);
  });

  it('make no circle of folders either, handlers included', () => {
    const folderOf = (file: string) => {
      const parts = file.split('/');
      return parts.slice(0, parts[0] === 'functions' ? 2 : 1).join('/');
    };

    expect(circlesOf(graphOf(code, imports, folderOf))).toEqual([]);
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
    const wrong = packages.filter(({ target }) => !allowed.includes(target));
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
        !/^functions\/(adapters|connectors|stores)\//.test(file) &&
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

    expect(deployed.filter(({ target }) => /^(local|test|bench|cost|generate)\//.test(target))).toEqual([]);
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
    const buildTime = /^functions\/config\//;

    expect(filesWith(/from 'zod'/, 'functions/').filter((file) => !buildTime.test(file))).toEqual([]);
  });

  it('imports nothing for its effect alone: bundles drop what exports nothing that is used', () => {
    expect(filesWith(/^import '\./m, '')).toEqual([]);
  });

  it('keeps handlers to wiring', () => {
    const long = texts.filter(({ file, text }) => isHandler(file) && text.split('\n').length > 45);

    expect(long.map(({ file }) => file)).toEqual([]);
  });
});
