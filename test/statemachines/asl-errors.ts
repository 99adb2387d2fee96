import { projectBuilds } from '../infra/build-cache';

export interface AslVerdict {
  readonly isValid: boolean;
  /** A line each; empty when there are none. */
  readonly errors: string;
}

/**
 * What is wrong with a machine by the Amazon States Language. The validator compiles its schemas anew for
 * each machine, which takes longer than all other tests of machines, so its verdict is kept.
 *
 * @param name - of the machine's file
 */
export function aslErrors(name: string, definition: string): Promise<AslVerdict> {
  return projectBuilds.valueOf(`asl-${name}`, async () => {
    const { default: validate } = await import('asl-validator');
    const { isValid, errorsText } = validate(JSON.parse(definition));
    return { isValid, errors: errorsText('\n') };
  });
}
