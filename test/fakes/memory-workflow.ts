import type { Workflow } from '../../functions/domain/ports';

export interface StartedExecution {
  readonly machine: string;
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
}

/** Records what was started and answered. A token is alive until it is answered or `kill`ed. */
export class MemoryWorkflow implements Workflow {
  readonly started: StartedExecution[] = [];
  readonly answered: { readonly taskToken: string; readonly output: unknown }[] = [];
  private readonly dead = new Set<string>();
  private readonly ended = new Set<string>();

  async start(machine: string, name: string, input: Readonly<Record<string, string>>): Promise<void> {
    if (this.started.some((e) => e.machine === machine && e.name === name)) return;
    this.started.push({ machine, name, input });
  }

  async state(machine: string, name: string): Promise<'running' | 'ended' | 'unknown'> {
    if (!this.started.some((e) => e.machine === machine && e.name === name)) return 'unknown';
    return this.ended.has(name) ? 'ended' : 'running';
  }

  async succeed(taskToken: string, output: unknown): Promise<boolean> {
    if (this.dead.has(taskToken)) return false;
    this.dead.add(taskToken);
    this.answered.push({ taskToken, output });
    return true;
  }

  /** The token dies unanswered. */
  kill(taskToken: string): void {
    this.dead.add(taskToken);
  }

  end(name: string): void {
    this.ended.add(name);
  }
}
