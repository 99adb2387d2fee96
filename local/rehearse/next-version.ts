import { join } from 'node:path';
import { changeFile } from './cdk';

/**
 * Turns a copy of the project into a later version: with a new state after the one that waits for a decision,
 * and other code behind the next one.
 *
 * @returns the copy
 */
export function changeProject(copy: string): string {
  const machine = join(copy, 'statemachines/data-subject-request.asl.json');
  const pass = '"After Decision": { "Type": "Pass", "Next": "Pass On" },';
  changeFile(machine, '"Next": "Pass On"\n    }', '"Next": "After Decision"\n    }');
  changeFile(machine, '"Pass On": {', `${pass}\n    "Pass On": {`);
  for (const step of ['pass-on', 'assemble-package', 'notify-outcome']) {
    const handler = join(copy, `functions/steps/${step}/${step}.handler.ts`);
    changeFile(handler, 'export const handler', 'export const revision = 2;\n\nexport const handler');
  }
  return copy;
}
