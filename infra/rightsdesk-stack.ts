import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Temporal } from 'temporal-polyfill';
import type { Desk } from '../functions/domain/desk';
import { Alarms } from './constructs/alarms';
import { DeadLetters } from './constructs/dead-letters';
import { DeadlineWatch } from './constructs/deadline-watch';
import { DeskFunction } from './constructs/desk-function';
import { DeskKey } from './constructs/desk-key';
import { DeskKeyMaterial } from './constructs/desk-key-material';
import { EvidenceStore } from './constructs/evidence-store';
import { grantPermissions } from './constructs/grant-permissions';
import { MailFeedback } from './constructs/mail-feedback';
import { CONFIGURATION_SET, Mailer } from './constructs/mailer';
import { PackageBucket } from './constructs/package-bucket';
import { PublicPages } from './constructs/public-pages';
import { RequestRegister } from './constructs/request-register';
import { RequestWorkflow } from './constructs/request-workflow';
import { StoreFleet } from './constructs/store-fleet';
import { VaultBucket } from './constructs/vault-bucket';
import type { DeploySettings } from './deploy-settings';
import { type FunctionPlan, plans, STORE_FUNCTION } from './function-plans';
import { pascalCase } from './pascal-case';

export interface RightsdeskStackProps extends StackProps {
  readonly settings: DeploySettings;
  /** Gives the bundle of a function by its name. */
  readonly codeOf: (name: string) => Code;
}

/**
 * The whole desk: the path of a request (intake, verify, locate, decide, fulfil, notify), the register and
 * the deadline watch.
 */
export class RightsdeskStack extends Stack {
  constructor(scope: Construct, id: string, { settings, codeOf, ...props }: RightsdeskStackProps) {
    super(scope, id, { description: 'Rightsdesk: answers to data-subject requests', ...props });
    const { desk, map } = settings.data;
    const deadLetters = new DeadLetters(this, 'DeadLetters');
    const register = new RequestRegister(this, 'RequestRegister');
    const deskKey = new DeskKey(this, 'DeskKey');
    const vault = new VaultBucket(this, 'Vault');
    const packages = new PackageBucket(this, 'Packages', {
      deskKey,
      keptDays: daysOf(desk.waits.packageKept) + 1,
    });
    const evidence = new EvidenceStore(this, 'Evidence', { lockedDays: daysOf(desk.recordsKept) });
    const mailer = new Mailer(this, 'Mailer', {
      sender: desk.sender.address,
      verify: settings.verifySender,
    });
    const functions = this.deskFunctions(codeOf, deadLetters);
    const named = (name: string) => functionNamed(functions, name);
    const workflow = new RequestWorkflow(this, 'Workflow', { functions, deadLetters });
    const stores = new StoreFleet(this, 'Stores', {
      desk,
      stores: map.stores,
      code: codeOf(STORE_FUNCTION),
      vault,
      networks: settings.networks,
    });
    const parts = {
      register,
      deskKey,
      vault,
      evidence,
      packages,
      mailer,
      workflow,
      stores,
      receive: named('receive'),
      signalSecrets: this.signalSecrets(desk),
    };
    for (const [name, { permissions }] of Object.entries(plans))
      grantPermissions(parts, named(name), permissions);
    new DeskKeyMaterial(this, 'DeskKeyMaterial', { maker: named('make-desk-key') });
    const pages = this.publicPages(named, settings);
    this.addWatchAndAlarms(desk, { named, deadLetters, deskKey, mailer, pages });
    this.addOutputs(settings, pages, { register, evidence });
  }

  private addWatchAndAlarms(desk: Desk, { named, deadLetters, deskKey, mailer, pages }: WatchedParts): void {
    const watch = new DeadlineWatch(this, 'DeadlineWatch', {
      sweep: named('watch-deadlines'),
      anchor: named('anchor-evidence'),
      verify: named('verify-evidence'),
      deadLetters,
      metricsNamespace: desk.metricsNamespace,
    });
    const feedback = new MailFeedback(this, 'MailFeedback', {
      configurationSet: mailer.configurationSet,
      configurationSetName: CONFIGURATION_SET,
      deskKey,
      note: named('note-bounce'),
      deadLetters,
    });
    new Alarms(this, 'Alarms', {
      recipient: desk.escalateTo,
      metricsNamespace: desk.metricsNamespace,
      watch,
      feedback,
      pages,
      deadLetters,
    });
  }

  /**
   * Functions that events call. No caller waits for them, so what fails for good goes to the dead letters.
   */
  private static readonly asynchronous = new Set([
    'receive',
    'watch-deadlines',
    'anchor-evidence',
    'verify-evidence',
    'note-bounce',
  ]);

  private deskFunctions(codeOf: (name: string) => Code, deadLetters: DeadLetters): Map<string, DeskFunction> {
    const make = ([name, plan]: [string, FunctionPlan]): [string, DeskFunction] => [
      name,
      new DeskFunction(this, pascalCase(name), {
        name,
        code: codeOf(name),
        errorImpact: plan.errorImpact,
        timeout: plan.timeout ?? 60,
        memory: plan.memory ?? 512,
        ...(RightsdeskStack.asynchronous.has(name) && { deadLetters: deadLetters.queue }),
      }),
    ];
    return new Map(Object.entries(plans).map(make));
  }

  private publicPages(named: (name: string) => DeskFunction, settings: DeploySettings): PublicPages {
    const { certificateArn, data } = settings;
    return new PublicPages(this, 'PublicPages', {
      intake: named('intake'),
      verify: named('verify'),
      requester: named('requester'),
      download: named('download'),
      decide: named('decide'),
      staff: named('staff'),
      signals: named('signals'),
      ...(certificateArn && { domain: { name: new URL(data.desk.baseUrl).hostname, certificateArn } }),
    });
  }

  private signalSecrets({ optOutSignals, accountLogin }: Desk): string[] {
    const keys = [...(optOutSignals?.keys ?? []), ...(accountLogin?.keys ?? [])];
    return keys.map(({ secret }) => this.parameterArn(secret));
  }

  /** A SecureString under the AWS managed key of SSM needs no permission for that key. */
  private parameterArn(path: string): string {
    return this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: path.replace(/^\//, '') });
  }

  private addOutputs(
    settings: DeploySettings,
    pages: PublicPages,
    { register, evidence }: { register: RequestRegister; evidence: EvidenceStore },
  ): void {
    const annotations = Annotations.of(this);
    for (const [index, text] of settings.warnings.entries())
      annotations.addWarningV2(`rightsdesk:setting-${index + 1}`, text);
    for (const note of settings.notes) annotations.addInfo(note);
    new CfnOutput(this, 'PagesUrl', { value: pages.url, description: 'Where the form is' });
    if (pages.target !== undefined)
      new CfnOutput(this, 'PagesTarget', {
        value: pages.target,
        description: 'CNAME of the name in baseUrl',
      });
    new CfnOutput(this, 'EvidenceBucket', {
      value: evidence.bucket.bucketName,
      description: 'EVIDENCE_BUCKET for npx rightsdesk audit verify',
    });
    new CfnOutput(this, 'RegisterTable', {
      value: register.register.tableName,
      description: 'REGISTER_TABLE for the commands of npx rightsdesk',
    });
  }
}

interface WatchedParts {
  readonly named: (name: string) => DeskFunction;
  readonly deadLetters: DeadLetters;
  readonly deskKey: DeskKey;
  readonly mailer: Mailer;
  readonly pages: PublicPages;
}

function functionNamed(functions: ReadonlyMap<string, DeskFunction>, name: string): DeskFunction {
  const found = functions.get(name);
  if (!found) throw new Error(`infra/function-plans.ts has no function ${name}: add its plan there`);
  return found;
}

/**
 * Whole days of a period, rounded up. Months and years count from 2024, a leap year, so none is too short.
 */
function daysOf(period: string): number {
  return Math.max(
    1,
    Math.ceil(
      Temporal.Duration.from(period).total({
        unit: 'days',
        relativeTo: Temporal.PlainDate.from('2024-01-01'),
      }),
    ),
  );
}
