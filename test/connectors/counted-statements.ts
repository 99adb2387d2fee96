import { Client } from 'pg';

export interface Statement {
  readonly text: string;
  /** How many values were sent with it, those in lists counted one by one. */
  readonly values: number;
}

/** The statements that any client sends while the work is done, in their order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const sent: Statement[] = [];
  const query = Client.prototype.query as (...args: unknown[]) => unknown;
  const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const [config] = args as [string | { readonly text: string; readonly values?: readonly unknown[] }];
    const { text, values = [] } = typeof config === 'string' ? { text: config } : config;
    sent.push({ text, values: values.flat().length });
    return query.apply(this, args);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}
