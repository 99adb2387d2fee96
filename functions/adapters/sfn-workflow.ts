import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../domain/ports';

export interface WorkflowSettings {
  readonly sfn: SFNClient;
  /** ARN of each machine by its name. */
  readonly machines: Readonly<Record<string, string>>;
}

/** Step Functions drives; it decides nothing. Starting is idempotent by name, and a dead token is an answer, not an error. */
export function sfnWorkflow({ sfn, machines }: WorkflowSettings): Workflow {
  return {
    start: async (machine, name, input) => {
      try {
        await sfn.send(
          new StartExecutionCommand({
            stateMachineArn: arn(machines, machine),
            name,
            input: JSON.stringify(input),
          }),
        );
      } catch (error) {
        if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
      }
    },
    state: async (machine, name) => {
      try {
        const executionArn = `${arn(machines, machine).replace(':stateMachine:', ':execution:')}:${name}`;
        const answer = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return answer.status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        if ((error as Error).name === 'ExecutionDoesNotExist') return 'unknown';
        throw error;
      }
    },
    succeed: async (taskToken, output) => {
      try {
        await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
        return true;
      } catch (error) {
        if (deadToken.has((error as Error).name)) return false;
        throw error;
      }
    },
  };
}

const deadToken = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

function arn(machines: Readonly<Record<string, string>>, machine: string): string {
  const found = machines[machine];
  if (!found) throw new Error(`no state machine is called ${machine}`);
  return found;
}
