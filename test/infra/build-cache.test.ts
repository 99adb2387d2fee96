import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildCache } from './build-cache';
import { buildSampleStack } from './build-sample-stack';
import { sampleStack, settingsOf } from './sample-stack';

jest.setTimeout(180_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'builds-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Each stands for a suite in a process of its own. */
const cache = (state: string | (() => string) = 'now') =>
  new BuildCache(folder, typeof state === 'string' ? () => state : state);

/** A build that counts how often it was made. */
function aBuild(text = 'built') {
  const build = {
    made: 0,
    in: async (to: string) => {
      build.made += 1;
      await new Promise(setImmediate);
      writeFileSync(join(to, 'file'), text);
    },
  };
  return build;
}

const contentOf = (built: string) => readFileSync(join(built, 'file'), 'utf8');

describe('a build', () => {
  it('is made once, and read by the second that asks as the first left it', async () => {
    const build = aBuild();
    const first = await cache().folderOf('thing', build.in);
    const second = await cache().folderOf('thing', build.in);

    expect(cache().has('thing')).toBe(true);
    expect(build.made).toBe(1);
    expect(second).toBe(first);
    expect(contentOf(second)).toBe('built');
  });

  it('is made once when several ask at a time', async () => {
    const build = aBuild();
    const built = await Promise.all([1, 2, 3].map(() => cache().folderOf('thing', build.in)));

    expect(build.made).toBe(1);
    expect(new Set(built).size).toBe(1);
    expect(contentOf(built[2] ?? '')).toBe('built');
  });

  it('is made again when the project has changed, or for another name', async () => {
    const build = aBuild();
    for (const [state, name] of [
      ['then', 'thing'],
      ['now', 'thing'],
      ['now', 'other'],
    ] as const)
      await cache(state).folderOf(name, build.in);

    expect(build.made).toBe(3);
  });

  it('is used but not kept when the project changed meanwhile', async () => {
    const states = ['before', 'after'];
    const built = await cache(() => states.shift() ?? '').folderOf('thing', aBuild('of two states').in);
    const build = aBuild();
    await cache('before').folderOf('thing', build.in);

    expect(contentOf(built)).toBe('of two states');
    expect(build.made).toBe(1);
  });

  it('that fails is not kept, and the next that asks makes it', async () => {
    const failed = cache().folderOf('thing', () => {
      throw new Error('no stack');
    });

    await expect(failed).rejects.toThrow('no stack');
    expect(contentOf(await cache().folderOf('thing', aBuild().in))).toBe('built');
  });

  it('is made by the next when the process that made it has ended meanwhile', async () => {
    const lock = join(folder, 'now', 'thing.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), '4194305');

    expect(contentOf(await cache().folderOf('thing', aBuild().in))).toBe('built');
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['the three states that were used last, and goes with others', [60, 59, 58, 57], ['c', 'd', 'e']],
    ['every state that was used just now', [60, 5, 6, 7], ['b', 'c', 'd', 'e']],
  ])('is kept of %s', async (_, minutesAgo, kept) => {
    const states = ['a', 'b', 'c', 'd'];
    for (const state of states) await cache(state).folderOf('thing', aBuild().in);
    for (const [index, state] of states.entries()) {
      const usedAt = new Date(Date.now() - (minutesAgo[index] ?? 0) * 60_000);
      utimesSync(join(folder, state), usedAt, usedAt);
    }

    await cache('e').folderOf('thing', aBuild().in);

    expect(readdirSync(folder).sort()).toEqual(kept);
  });
});

describe('a value', () => {
  it('is the same for the one that makes it and the one that finds it', async () => {
    const value = { text: 'ß', list: [1, { a: null }] };
    const made = await cache().valueOf('thing', () => value);
    const found = await cache().valueOf('thing', () => 'another');

    expect(made).toEqual(value);
    expect(found).toEqual(value);
  });
});

describe('the stack that suites share', () => {
  it('reads the second time as one that was just built', async () => {
    const fresh = buildSampleStack(settingsOf({}), { validated: false });
    await sampleStack();

    expect(await sampleStack()).toEqual(JSON.parse(JSON.stringify(fresh)));
  });

  it('is known by its settings, which JSON holds whole', () => {
    const settings = settingsOf({});

    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
  });
});
