import { stepHandler } from '../../functions/adapters/step-handler';
import {
  errorNames,
  NotAllowedError,
  RequestEndedError,
  ShreddedError,
  TryAgainError,
} from '../../functions/domain/errors';

/** Everything written to standard output and error while `work` runs. */
async function written(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const keep = (...args: unknown[]) => void lines.push(args.map(String).join(' '));
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    jest.spyOn(console, level).mockImplementation(keep),
  );
  const streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    }),
  );
  try {
    await work();
  } finally {
    for (const spy of [...spies, ...streams]) spy.mockRestore();
  }
  return lines.join('\n');
}

async function thrownBy(error: unknown): Promise<Error> {
  let thrown: unknown;
  await written(async () => {
    thrown = await stepHandler(async () => {
      throw error;
    })({ requestId: 'dsr-a' }).catch((e: unknown) => e);
  });
  return thrown as Error;
}

describe('a step as a function', () => {
  it('gives back what the step gives', async () => {
    let result: unknown;

    await written(async () => {
      result = await stepHandler(async (n: number) => n + 1)(1);
    });

    expect(result).toBe(2);
  });

  it.each([
    new RequestEndedError('the request is closed'),
    new TryAgainError('again'),
    new NotAllowedError('code'),
    new ShreddedError('gone'),
  ])('lets an error of the house through by its name: %s', async (error) => {
    expect(await thrownBy(error)).toBe(error);
    expect(errorNames).toContain(error.name);
  });

  it('lets nothing of a foreign error through but a name', async () => {
    class PostgresError extends Error {
      override readonly name = 'PostgresError';
      readonly detail = 'Key (email)=(canary@example.com) already exists';
    }
    const foreign = [
      new PostgresError('duplicate key canary@example.com'),
      Object.assign(new Error('canary'), { name: 'canary@example.com is no name' }),
      new TypeError('Cannot read properties of canary', { cause: new Error('canary') }),
      Object.assign(new Error('canary'), { name: 'A canary sentence.' }),
      new AggregateError([new Error('canary')], 'canary'),
    ];

    for (const error of foreign) {
      const thrown = await thrownBy(error);
      const all = JSON.stringify([
        thrown.name,
        thrown.message,
        thrown.stack,
        thrown.cause,
        Object.entries(thrown),
      ]);
      expect(all).not.toContain('canary');
      expect(all).not.toContain('detail');
    }
    const names = await Promise.all(foreign.map(async (error) => (await thrownBy(error)).name));
    expect(names).toEqual(['UnnamedError', 'UnnamedError', 'TypeError', 'UnnamedError', 'AggregateError']);
  });

  it.each(['canary', 42, undefined])(
    'throws an error of its own when what was thrown is none: %s',
    async (thing) => {
      const thrown = await thrownBy(thing);

      expect(thrown).toBeInstanceOf(Error);
      expect(thrown.message).not.toContain('canary');
    },
  );

  it('writes one line a call: ids, a name, a time, and nothing else of input, output or error', async () => {
    const step = stepHandler(
      async ({ fail }: { requestId: string; storeId: string; email: string; fail: boolean }) => {
        if (fail) throw new Error('canary-message');
        return { said: 'canary-output' };
      },
    );
    const input = { requestId: 'dsr-a', storeId: 'shop', email: 'canary@example.com', fail: false };

    const good = await written(() => step(input));
    const bad = await written(() => step({ ...input, fail: true }).catch(() => undefined));

    for (const [text, event] of [
      [good, 'step-done'],
      [bad, 'step-failed'],
    ] as const) {
      expect(text.split('\n').filter((line) => line.includes(event))).toHaveLength(1);
      expect(text).toContain('dsr-a');
      expect(text).toContain('shop');
      expect(text).not.toContain('canary');
    }
  });

  it('is not confused by an input without ids', async () => {
    const text = await written(() => stepHandler(async () => 1)({ requestId: { canary: 1 } } as never));

    expect(text).not.toContain('canary');
  });
});
