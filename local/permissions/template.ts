import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One resource of a synthesised template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What the CDK synthesised, as CloudFormation reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** @param assembly - the output folder of `cdk synth` or `cdk deploy` */
export function readTemplate(assembly: string): Template {
  return JSON.parse(readFileSync(join(assembly, 'Rightsdesk.template.json'), 'utf8')) as Template;
}

/** All resources of one type, by logical id. */
export function ofType({ Resources }: Template, type: string): [string, Readonly<Record<string, unknown>>][] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
    Type === type ? [[id, Properties]] : [],
  );
}
