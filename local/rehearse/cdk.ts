import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutUnknownConditions } from './remove-unknown-conditions';
import { runProgram } from './run-program';

const root = join(__dirname, '../..');

/** An account number that is nobody's, and a region; credentials that only an emulator takes. */
export const account = '000000000000';
export const region = 'us-east-1';

export interface Outputs {
  readonly PagesUrl: string;
  readonly RegisterTable: string;
  readonly EvidenceBucket: string;
}

/**
 * The real CDK command line, led to an endpoint. `cdklocal` only makes its S3 client write the bucket into
 * the path.
 */
export class Cdk {
  constructor(
    private readonly endpoint: string,
    private readonly directory: string,
    private readonly config: string,
  ) {}

  /** Away from the project, or the command line would synthesise it first. */
  bootstrap(): Promise<string> {
    return this.run(['bootstrap', `aws://${account}/${region}`], this.directory);
  }

  /**
   * The first deployment. One function is called while it runs, so what the emulator does not know in its
   * policies is taken out before; `cdk.out` keeps the template as
   * it is, for whoever judges the calls.
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
   * Begins a deployment, and ends the command line as a laptop that is shut would, once CloudFormation is at
   * work.
   */
  async breakOff(source: string): Promise<void> {
    const args = ['deploy', '--require-approval', 'never', ...this.app()];
    await this.run(args, source, /creating CloudFormation changeset/);
  }

  destroy(): Promise<string> {
    return this.run(['destroy', '--force', ...this.app()], root);
  }

  /**
   * The project as a later version of it might be: the folders that a deployment reads, copied, to be
   * changed.
   */
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

/** Leads every AWS client of a process to the endpoint. */
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

/** Replaces a piece of text that must be in a file once. */
export function changeFile(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8');
  if (before.split(from).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(from)} once`);
  writeFileSync(file, before.replace(from, to));
}
