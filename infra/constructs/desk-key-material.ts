import { CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface DeskKeyMaterialProps {
  /** The function of `make-desk-key.handler.ts`. */
  readonly maker: DeskFunction;
}

/**
 * The data key of the desk itself, made with the stack and by nothing that runs later: a function that made
 * one when it found none would orphan authenticators and
 * tombstones without a word. It stays when the stack goes, as the table that holds it does.
 */
export class DeskKeyMaterial extends Construct {
  constructor(scope: Construct, id: string, { maker }: DeskKeyMaterialProps) {
    super(scope, id);
    new CustomResource(this, 'Made', {
      resourceType: 'Custom::DeskKey',
      serviceToken: maker.lambda.functionArn,
      // Another number here makes the next deployment look whether the key is there.
      properties: { format: 1 },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
