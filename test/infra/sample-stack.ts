import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { parseDocument } from 'yaml';
import { readDeploySettings } from '../../infra/deploy-settings';
import { RightsdeskStack } from '../../infra/rightsdesk-stack';
import { iamConnection } from '../builders/an-iam-store';

export const sampleDesk = join(__dirname, '../../rightsdesk.yaml');

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * The sample desk with its database in RDS and log-in with IAM. Returns the path of its file, which exists until the tests of the file have ended.
 */
export function iamDesk(region = 'eu-central-1'): string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-desk-'));
  folders.push(folder);
  const file = join(folder, 'rightsdesk.yaml');
  const written = parseDocument(
    readFileSync(sampleDesk, 'utf8').replaceAll('datasets/', `${dirname(sampleDesk)}/datasets/`),
  );
  const url = iamConnection.url.replace('eu-central-1', region);
  written.setIn(['stores', 0, 'connection'], { ...iamConnection, url });
  writeFileSync(file, String(written));
  return file;
}

export interface SampleStack {
  readonly app: App;
  readonly stack: RightsdeskStack;
  readonly template: Template;
}

/**
 * The stack of the sample desk, without bundles: each function's code is its name.
 *
 * @param validated - also runs CloudFormation's own rules, which takes longer than all else; the tests of the stack itself do so, and `npm run synth`
 */
export function sampleStack(
  context: Readonly<Record<string, unknown>> = {},
  { validated = false } = {},
): SampleStack {
  const app = new App({
    context: { '@aws-cdk/aws-iam:minimizePolicies': true },
    builtinCloudFormationValidation: validated,
  });
  const settings = readDeploySettings((name) => ({ config: sampleDesk, ...context })[name]);
  const stack = new RightsdeskStack(app, 'Rightsdesk', { settings, codeOf: (name) => Code.fromInline(name) });
  return { app, stack, template: Template.fromStack(stack) };
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** All resources of one type, by logical id. */
export function resourcesOf({ template }: SampleStack, type: string): [string, Resource][] {
  const resources = template.toJSON().Resources as Record<string, Resource>;
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

export interface Allowed {
  readonly action: string;
  /** Resources as JSON text, so that references show their logical ids. */
  readonly on: string;
  readonly when: string;
}

/**
 * What the policies of a construct's role allow, one action and resource each. `where` begins the logical id
 * of the policy.
 */
export function allowedTo(stack: SampleStack, where: string): Allowed[] {
  const policies = resourcesOf(stack, 'AWS::IAM::Policy').filter(([id]) =>
    id.startsWith(`${where}RoleDefaultPolicy`),
  );
  if (policies.length === 0) throw new Error(`no policy of ${where}`);
  return policies.flatMap(([, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { Statement: RawStatement[] };
    return Statement.flatMap(({ Action, Resource: on, Condition }) =>
      [Action].flat().flatMap((action) =>
        (Array.isArray(on) ? on : [on]).map((resource) => ({
          action,
          on: JSON.stringify(resource),
          when: JSON.stringify(Condition ?? {}),
        })),
      ),
    );
  });
}

interface RawStatement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}
