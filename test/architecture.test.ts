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

  it(`uses no folder but ${allowed.join(', ') || 'itself'}`, () => {
    const wrong = from(folder, isHandler).filter(
      ({ target }) =>
        /^(functions|infra|local|bin|test|bench|cost|generate)\//.test(target) &&
        ![folder, ...allowed.map((name) => `functions/${name}`)].some((room) =>
          target.startsWith(`${room}/`),
        ),
    );

    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it('uses every folder that its row allows', () => {
    const used = new Set(from(folder, isHandler).map(({ target }) => target.split('/')[1]));

    expect(allowed.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('files', () => {
  it('do not import one another in a circle', () => {
    expect(circlesOf(graphOf(code, imports, (file) => file))).toEqual([]);
  });

  it('make no circle of folders either, handlers included', () => {
    const folderOf = (file: string) => {
      const parts = file.split('/');
      return parts.slice(0, parts[0] === 'functions' ? 2 : 1).join('/');
    };

    expect(circlesOf(graphOf(code, imports, folderOf))).toEqual([]);
  });

  it('in a circle are all found, however long the circle is', () => {
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
  it('imports only its own rules, dates, hashes, compression and the shape checker', () => {
    const packages = from('functions/domain').filter(({ target }) => !target.startsWith('functions/'));
    const allowed = ['temporal-polyfill', 'zod/mini', 'node:crypto', 'node:url', 'node:zlib'];
    const wrong = packages.filter(({ target }) => !allowed.includes(target));
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });
});

describe('the steps', () => {
  it('never import one another: each reads what it needs from the register', () => {
    const roomOf = (path: string) => path.split('/').slice(0, 3).join('/');
    const wrong = from('functions/steps').filter(
      ({ file, target }) => target.startsWith('functions/steps/') && roomOf(target) !== roomOf(file),
    );

    expect(wrong).toEqual([]);
  });

  it('use adapters only in their handlers', () => {
    const wrong = from('functions/steps', isEntry).filter(
      ({ target }) => target.startsWith('functions/adapters/') || target.startsWith('@aws-sdk/'),
    );

    expect(wrong).toEqual([]);
  });
});

describe('the AWS SDK', () => {
  it('is used within functions only by adapters, connectors, stores and entry points', () => {
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
  it('are not imported by anything that is deployed', () => {
    const deployed = [...from('functions'), ...from('infra')];

    expect(deployed.filter(({ target }) => /^(local|test|bench|cost|generate)\//.test(target))).toEqual([]);
  });
});

describe('the policy simulator, whose licence is not ours', () => {
  it('is called from one place, which only the rehearsal imports', () => {
    const callers = imports.filter(({ target }) => target.startsWith('@cloud-copilot/'));
    const users = imports.filter(({ target }) => target.startsWith('local/permissions/'));
    const elsewhere = users.filter(({ file }) => !/^local\/(permissions|rehearse)\//.test(file));

    expect(new Set(callers.map(({ file }) => file))).toEqual(
      new Set(['local/permissions/simulate-policy.ts']),
    );
    expect(elsewhere).toEqual([]);
  });

  it('is not a dependency of a desk that is installed to run', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };

    expect(Object.keys(dependencies).filter((name) => name.startsWith('@cloud-copilot/'))).toEqual([]);
  });
});

describe('comments', () => {
  const all = [...code, ...filesIn('test').filter((file) => /\.tsx?$/.test(file))];
  const lines = all.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line, index) => ({ line, place: `${file}:${index + 1}` })),
  );
  const placesOf = (isWrong: (line: string, next: string) => boolean) =>
    lines.flatMap(({ line, place }, at) => (isWrong(line, lines[at + 1]?.line ?? '') ? [place] : []));

  it('are wrapped at the width of the code, except for addresses that cannot be broken', () => {
    const isWide = (line: string) =>
      line.length > 110 && /^\s*(\/\/|\/\*|\* )/.test(line) && !/https?:\/\/|biome-ignore/.test(line);

    expect(placesOf(isWide)).toEqual([]);
  });

  it('use that width: no line ends where the next word would have fitted by far', () => {
    const isShort = (line: string, next: string) => {
      const [word] = /^\s*(?:\*|\/\/) ([^@\s-]\S*)/.exec(next)?.slice(1) ?? [];
      const isText = /^\s*(?:\*|\/\/) (?!@see|biome-ignore).*[^.:;?!*/]$/.test(line);
      return word !== undefined && isText && line.length + 1 + word.length <= 75;
    };

    expect(placesOf(isShort)).toEqual([]);
  });
});

describe('names', () => {
  it('are kebab-case, and none is a drawer, a barrel or a types file', () => {
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

  it('asks the process for the time in one place only', () => {
    expect(filesWith(/Date\.now\(|new Date\(\)|Temporal\.Now/, 'functions/')).toEqual([
      'functions/adapters/system-clock.ts',
    ]);
  });

  it('never counts days in milliseconds', () => {
    expect(filesWith(/86_?400_?000|24 ?\* ?60 ?\* ?60/, '')).toEqual([]);
  });

  it('never copies its dependencies by spread, which would make those that a function has no settings for', () => {
    expect(filesWith(/\.\.\.deps\b(?!\.)/, 'functions/')).toEqual([]);
  });

  it('never prints from a function', () => {
    expect(filesWith(/console\.\w+\(/, 'functions/')).toEqual([]);
  });

  it('loads the small shape checker in everything that a public function may import', () => {
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
