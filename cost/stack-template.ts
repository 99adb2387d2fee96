import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { readDeploySettings } from '../infra/deploy-settings';
import { RightsdeskStack } from '../infra/rightsdesk-stack';

export interface StackTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The template of the sample desk's stack, without the code of its functions, which is free. */
export function sampleTemplate(): StackTemplate {
  const app = new App();
  const config = join(__dirname, '../rightsdesk.yaml');
  const settings = readDeploySettings((name) => (name === 'config' ? config : undefined));
  new RightsdeskStack(app, 'Rightsdesk', { settings, codeOf: (name) => Code.fromInline(name) });
  return app.synth().getStackByName('Rightsdesk').template as StackTemplate;
}

export function resourcesOf({ Resources }: StackTemplate, type: string): TemplateResource[] {
  return Object.values(Resources).filter(({ Type }) => Type === type);
}

/**
 * Megabytes of every function, by its name without `rightsdesk-`; `store` for the functions of stores, which
 * all have the same.
 */
export function memoryOf(template: StackTemplate): ReadonlyMap<string, number> {
  const functions = resourcesOf(template, 'AWS::Lambda::Function').flatMap(({ Properties = {} }) => {
    const [, name] = /^rightsdesk-(.+)$/.exec(String(Properties.FunctionName)) ?? [];
    return name ? [[name.replace(/^store-.*/, 'store'), Number(Properties.MemorySize)] as const] : [];
  });
  return new Map(functions);
}
