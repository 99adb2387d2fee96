import type { Random } from '../random';
import { lineOf } from './lines';
import { asker, type Line, type Resident, type Shelf, type Version } from './model';
import { rowOf } from './rows';

export interface Scene {
  readonly versions: readonly Version[];
  readonly shelves: readonly Shelf[];
  readonly people: readonly Resident[];
}

export interface Meanwhile {
  readonly name: string;
  readonly versions: readonly Version[];
}

/** The shop writes between the approval and the erasure: one object of lines changes. */
export function meanwhileIn(r: Random, scene: Scene): Meanwhile | undefined {
  const object = r.pick(currentObjects(scene));
  const lines = object?.lines;
  if (!object?.shelf || !lines || object.spoilt || object.lock) return undefined;
  const rewritten = (name: string, next: readonly Line[]): Meanwhile => ({
    name: `${name}:${object.key}`,
    versions: [plain(object, next)],
  });
  const came = (person: Resident) =>
    (object.shelf?.format === 'csv' ? rowOf : lineOf)(r, object.shelf as Shelf, {
      owner: person,
      mark: `${object.shelf?.name}-came`,
      id: 'came',
    });
  const whole = lines.map((line) => (endsLine(line) ? line : { ...line, bytes: joined(line.bytes, '\n') }));
  switch (r.pick(['line-came', 'others-line-came', 'packed', 'deleted', 'line-gone'] as const)) {
    case 'line-came':
      return rewritten('line-came', [...whole, came(scene.people[asker] as Resident)]);
    case 'others-line-came':
      return rewritten('others-line-came', [...whole, came(scene.people.at(-1) as Resident)]);
    case 'packed':
      return {
        name: `packed:${object.key}`,
        versions: [{ ...object, body: joined(Buffer.from('28b52ffd', 'hex'), 'x'), spoilt: 'zstd' }],
      };
    case 'deleted':
      return {
        name: `deleted:${object.key}`,
        versions: [{ key: object.key, shelf: object.shelf, properties: {}, tags: [] }],
      };
    case 'line-gone': {
      const at = whole.findIndex(({ owner }) => owner === asker);
      return at < 0
        ? undefined
        : rewritten(
            'line-gone',
            whole.filter((_, n) => n !== at),
          );
    }
  }
}

function currentObjects({ versions }: Scene): Version[] {
  const last = new Map(versions.map((version) => [version.key, version]));
  return [...last.values()].filter(({ lines, body }) => lines && body);
}

function plain({ packed: _, ...object }: Version, lines: readonly Line[]): Version {
  const { ContentEncoding: _encoding, ...properties } = object.properties;
  return { ...object, properties, lines, body: Buffer.concat(lines.map(({ bytes }) => bytes)) };
}

function endsLine({ bytes }: Line): boolean {
  return bytes.at(-1) === 10;
}

function joined(bytes: Buffer, text: string): Buffer {
  return Buffer.concat([bytes, Buffer.from(text)]);
}
