/** Prints the steps of a rehearsal, each with its time; the first failure ends it. */
export class Progress {
  readonly steps: { readonly name: string; readonly seconds: number; readonly found: string }[] = [];
  private readonly began = performance.now();

  constructor(private readonly print: (line: string) => void) {}

  /** Runs one step and prints its result beside its time. */
  async step<T>(name: string, work: () => Promise<T>, found: (result: T) => string = () => ''): Promise<T> {
    const began = performance.now();
    try {
      const result = await work();
      this.note(name, began, found(result));
      return result;
    } catch (error) {
      this.print(`  FAILED ${seconds(began)}  ${name}`);
      throw error;
    }
  }

  total(): string {
    return seconds(this.began);
  }

  private note(name: string, began: number, found: string): void {
    this.steps.push({ name, seconds: (performance.now() - began) / 1000, found });
    this.print(`  ok ${seconds(began)}  ${name}${found ? `: ${found}` : ''}`);
  }
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`;
}
