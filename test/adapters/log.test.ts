import { log } from '../../functions/adapters/log';

/** What is written while `work` runs, by where it goes. */
function written(work: () => void): { out: string[]; err: string[] } {
  const lines = { out: [] as string[], err: [] as string[] };
  const spies = (
    [
      ['stdout', lines.out],
      ['stderr', lines.err],
    ] as const
  ).map(([name, kept]) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      kept.push(String(text));
      return true;
    }),
  );
  try {
    work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines;
}

describe('a log line', () => {
  const env = { ...process.env };

  beforeEach(() => {
    process.env = { ...env, AWS_LAMBDA_FUNCTION_NAME: 'rightsdesk-watch-deadlines' };
    delete process.env.LOG_LEVEL;
  });
  afterAll(() => {
    process.env = env;
  });

  it('is JSON and nothing before it, so that the filters of the alarms find it', () => {
    const { err } = written(() => log('check-failed', { requestId: 'dsr-a', error: 'TypeError' }));

    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(err[0] ?? '')).toEqual({
      level: 'ERROR',
      message: 'check-failed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'rightsdesk-watch-deadlines',
      about: { requestId: 'dsr-a', error: 'TypeError' },
    });
  });

  it('says the trace that Lambda gives the call, and of it the number alone', () => {
    process.env._X_AMZN_TRACE_ID =
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=0';

    const { out } = written(() => log('sweep-unfinished', { count: 2 }));

    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      xray_trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      about: { count: 2 },
    });
  });

  it('has no field but those of the list', () => {
    const more = { ms: 3, email: 'canary@example.com', message: 'canary' };

    const { out } = written(() => log('step-done', more));

    expect(out.join()).not.toContain('canary');
  });

  it.each([
    [undefined, ['step-done', 'step-failed']],
    ['ERROR', ['step-failed']],
    ['SILENT', []],
  ])('at level %s says %j', (level, said) => {
    if (level) process.env.LOG_LEVEL = level;

    const { out, err } = written(() => {
      log('step-done', {});
      log('step-failed', {});
    });

    expect([...out, ...err].map((line) => JSON.parse(line).message)).toEqual(said);
  });
});
