import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutUnknownConditions } from './remove-unknown-conditions';
import { runProgram } from './run-program';

const root = join(__dirname, '../..');

/** An account number that belongs to no one, a region, and credentials that only an emulator accepts. */
export const account = '000000000000';
export const region = 'us-east-1';

export interface Outputs {
  readonly PagesUrl: string;
  readonly RegisterTable: string;
  readonly EvidenceBucket: string;
}

/**
 * The real CDK command line, pointed at an endpoint. `cdklocal` only makes its S3 client put the bucket into
 * the path.
 */
export class Cdk {
  constructor(
    private readonly endpoint: string,
    private readonly directory: string,
    private readonly config: string,
  ) {}

  /** Runs outside the project, where the command line would synthesise it first. */
  bootstrap(): Promise<string> {
    return this.run(['bootstrap', `aws://${account}/${region}`], this.directory);
  }

  /**
   * The first deployment. It invokes one function, so conditions that the emulator does not know are removed
   * from that function's policies first. `cdk.out` keeps the original template, against which the calls are
   * checked.
   */
  async deploy(): Promise<Outputs> {
    const file = join(this.directory, 'outputs.json');
    const changed = join(this.directory, 'cdk.emulated');
    await this.run(['synth', '--quiet', ...this.app()], root);
    cpSync(join(this.directory, 'cdk.out'), changed, { recursive: true });
    const template = join(changed, 'Rightsdesk.template.json');
    const known = withoutUnknownConditions(JSON.parse(readFileSync(template, 'utf8')), /^MakeDeskKey/);
    writeFileSync(template, JSON.stringify(known));
    const args = ['deploy', '--app', changed, '--require-approval', 'never', '--outputs-file', file];
    await this.run(args, this.directory);
    return (JSON.parse(readFileSync(file, 'utf8')) as { Rightsdesk: Outputs }).Rightsdesk;
  }

  /** @param source - a changed copy of the project */
  async deployAgain(source: string): Promise<void> {
    await this.run(['deploy', '--require-approval', 'never', ...this.app()], source);
  }

  /**
   * Starts a deployment and kills the command line, as closing a laptop would, once CloudFormation is
   * running.
   */
  async breakOff(source: string): Promise<void> {
    const args = ['deploy', '--require-approval', 'never', ...this.app()];
    await this.run(args, source, /creating CloudFormation changeset/);
  }

  destroy(): Promise<string> {
    return this.run(['destroy', '--force', ...this.app()], root);
  }

  /** Copies the folders that a deployment reads, to be changed into a later version of the project. */
  copyProject(): string {
    const copy = join(this.directory, 'next-version');
    mkdirSync(join(copy, 'local'), { recursive: true });
    for (const part of ['infra', 'functions', 'statemachines', 'datasets', 'local/rehearse']) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    for (const file of ['cdk.json', 'package.json', 'tsconfig.json'])
      cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    return copy;
  }

  private app(): string[] {
    return ['-c', `config=${this.config}`, '--output', join(this.directory, 'cdk.out')];
  }

  private run(args: readonly string[], cwd: string, killAt?: RegExp): Promise<string> {
    return runProgram(join(root, 'node_modules/.bin/cdklocal'), [...args, '--no-color', '--ci'], {
      cwd,
      ...(killAt && { killAt }),
      env: { ...process.env, ...awsEnvironment(this.endpoint), CI: 'true', NODE_NO_WARNINGS: '1' },
    });
  }
}

/** Variables that point every AWS client of a process at the endpoint. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** Replaces a text that must occur exactly once in a file. */
export function changeFile(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8');
  if (before.split(from).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(from)} once`);
  writeFileSync(file, before.replace(from, to));
}
