/** Everything this process prints from now on, until {@link WatchedOutput.stop}. */
export class WatchedOutput {
  private readonly chunks: string[] = [];
  private readonly undo: (() => void)[] = [];

  constructor() {
    for (const stream of [process.stdout, process.stderr]) {
      const { write } = stream;
      stream.write = ((chunk: string | Uint8Array) => {
        this.chunks.push(Buffer.from(chunk as string).toString('utf8'));
        return true;
      }) as typeof stream.write;
      this.undo.push(() => {
        stream.write = write;
      });
    }
  }

  get lines(): readonly string[] {
    return this.chunks.join('').split('\n').filter(Boolean);
  }

  stop(): void {
    for (const undo of this.undo) undo();
  }
}
