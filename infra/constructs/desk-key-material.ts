import { CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface DeskKeyMaterialProps {
  /** The function of `make-desk-key.handler.ts`. */
  readonly maker: DeskFunction;
}

/**
 * The desk's own data key, made at deployment only. If a function made a new one whenever it found none, the
 * loss of the key would silently orphan authenticators and tombstones. Like its table, it stays when the
 * stack is deleted.
 */
export class DeskKeyMaterial extends Construct {
  constructor(scope: Construct, id: string, { maker }: DeskKeyMaterialProps) {
    super(scope, id);
    new CustomResource(this, 'Made', {
      resourceType: 'Custom::DeskKey',
      serviceToken: maker.lambda.functionArn,
      // Changing this number makes the next deployment check again whether the key exists.
      properties: { format: 1 },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
