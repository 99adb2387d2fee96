import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { type DeploySettings, readDeploySettings } from '../../infra/deploy-settings';
import { iamConnection } from '../builders/an-iam-store';
import { projectBuilds } from './build-cache';

export const sampleDesk = join(__dirname, '../../rightsdesk.yaml');

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * The sample desk with its database in RDS and log-in with IAM. Returns the path of its file, which exists
 * until the tests of the file have ended.
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

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface SampleStack {
  readonly template: { readonly Resources: Readonly<Record<string, Resource>> };
  /** What the CDK would say on the terminal. */
  readonly notes: readonly string[];
}

/** A rule of cdk-nag that is broken, with the paths of the constructs that break it. */
export interface NagFinding {
  readonly id: string;
  readonly at: readonly string[];
}

type Context = Readonly<Record<string, unknown>>;

/**
 * The stack of the sample desk, built once for all suites that ask for the same settings.
 *
 * @param validated - asks CloudFormation's own rules too, which takes longer than all else; the tests of the
 * stack itself do, and `npm run synth`
 */
export async function sampleStack(context: Context = {}, { validated = false } = {}): Promise<SampleStack> {
  const settings = settingsOf(context);
  const name = (suffix: string) => `stack-${hashOf(settings)}-${suffix}`;
  const isValidated = validated || projectBuilds.has(name('validated'));
  return projectBuilds.valueOf(name(isValidated ? 'validated' : 'plain'), async () => {
    const { buildSampleStack } = await import('./build-sample-stack');
    return buildSampleStack(settings, { validated });
  });
}

/** What cdk-nag finds in the stack of the sample desk. */
export async function nagFindings(): Promise<readonly NagFinding[]> {
  const settings = settingsOf({});
  return projectBuilds.valueOf(`nag-${hashOf(settings)}`, async () => {
    const { buildNagFindings } = await import('./build-sample-stack');
    return buildNagFindings(settings);
  });
}

/** The settings of the sample desk's deployment, with other context. */
export function settingsOf(context: Context): DeploySettings {
  return readDeploySettings((name) => ({ config: sampleDesk, ...context })[name]);
}

function hashOf(settings: DeploySettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16);
}

/** All resources of one type, by logical id. */
export function resourcesOf({ template }: SampleStack, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
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
