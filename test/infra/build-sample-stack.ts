import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { DeploySettings } from '../../infra/deploy-settings';
import { RightsdeskStack } from '../../infra/rightsdesk-stack';
import type { NagFinding, SampleStack } from './sample-stack';

/** Metadata that the CDK shows when it deploys. */
const said = /^aws:cdk:(info|warning|error)$/;

/**
 * Builds the stack of a desk without bundles: each function's code is its name.
 *
 * @param validated - asks CloudFormation's own rules too, and throws when one is broken
 */
export function buildSampleStack(
  settings: DeploySettings,
  { validated }: { readonly validated: boolean },
): SampleStack {
  const { stack } = construct(settings, validated);
  return {
    template: Template.fromStack(stack).toJSON() as SampleStack['template'],
    notes: stack.node.metadata.filter(({ type }) => said.test(type)).map(({ data }) => String(data)),
  };
}

/** What cdk-nag finds in it. */
export function buildNagFindings(settings: DeploySettings): NagFinding[] {
  const { app, stack } = construct(settings, false);
  Template.fromStack(stack);
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
    pack.validateScope(stack).violations.map(({ ruleName, violatingResources }) => ({
      id: ruleName,
      at: violatingResources.map(({ constructPath }) => constructPath ?? ''),
    })),
  );
}

function construct(settings: DeploySettings, validated: boolean): { app: App; stack: Stack } {
  const app = new App({
    context: { '@aws-cdk/aws-iam:minimizePolicies': true },
    builtinCloudFormationValidation: validated,
    stackTraces: false,
  });
  const stack = new RightsdeskStack(app, 'Rightsdesk', { settings, codeOf: (name) => Code.fromInline(name) });
  return { app, stack };
}
