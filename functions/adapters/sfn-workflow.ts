import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../domain/ports';
import { nameOfThrown } from '../domain/thrown';

export interface WorkflowSettings {
  readonly sfn: SFNClient;
  /** The beginning of every machine's ARN, up to `:stateMachine:rightsdesk-`. */
  readonly arnPrefix: string;
}

/**
 * Starts and wakes executions of Step Functions. Starting is idempotent by name. A token that is no longer
 * valid gives false, not an error.
 */
export function sfnWorkflow({ sfn, arnPrefix }: WorkflowSettings): Workflow {
  return {
    start: async (machine, name, input) => {
      try {
        await sfn.send(
          new StartExecutionCommand({
            stateMachineArn: `${arnPrefix}${machine}`,
            name,
            input: JSON.stringify(input),
          }),
        );
      } catch (error) {
        if (nameOfThrown(error) !== 'ExecutionAlreadyExists') throw error;
      }
    },
    state: async (machine, name) => {
      try {
        const executionArn = `${arnPrefix}${machine}:${name}`.replace(':stateMachine:', ':execution:');
        const answer = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return answer.status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        if (nameOfThrown(error) === 'ExecutionDoesNotExist') return 'unknown';
        throw error;
      }
    },
    succeed: async (taskToken, output) => {
      try {
        await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
        return true;
      } catch (error) {
        if (deadToken.has(nameOfThrown(error))) return false;
        throw error;
      }
    },
  };
}

const deadToken = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);
