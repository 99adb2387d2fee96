import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { AwsError } from './aws-error';
import { writeFileAtomically } from './write-file-atomically';

const PARAMETER = z.object({
  type: z.enum(['String', 'StringList', 'SecureString']),
  /** For a SecureString: encrypted. */
  value: z.string(),
  version: z.int(),
  lastModified: z.iso.datetime(),
});

/** One parameter as it is stored on disk. */
export type StoredParameter = z.output<typeof PARAMETER>;

/** Parameters by name in one file. */
export class ParameterStore {
  private readonly parameters: Map<string, StoredParameter>;

  constructor(private readonly file: string) {
    const known = existsSync(file)
      ? z.record(z.string(), PARAMETER).parse(JSON.parse(readFileSync(file, 'utf8')))
      : {};
    this.parameters = new Map(Object.entries(known));
  }

  /** @throws AwsError ParameterNotFound */
  get(name: string): StoredParameter {
    const found = this.parameters.get(name);
    if (found === undefined) throw new AwsError('ParameterNotFound', '');
    return found;
  }

  /** Writes a parameter. @returns its new version @throws AwsError ParameterAlreadyExists */
  put(name: string, parameter: Omit<StoredParameter, 'version'>, overwrite: boolean): number {
    const existing = this.parameters.get(name);
    if (existing !== undefined && !overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option.',
      );
    }
    const version = (existing?.version ?? 0) + 1;
    this.parameters.set(name, { ...parameter, version });
    writeFileAtomically(this.file, JSON.stringify(Object.fromEntries(this.parameters), null, 2));
    return version;
  }

  /** Names directly below the path, or at any depth, in order. */
  namesBelow(path: string, recursive: boolean): readonly string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.parameters.keys()]
      .filter((name) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')))
      .sort();
  }
}
