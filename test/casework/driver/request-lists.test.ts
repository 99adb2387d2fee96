import { listedRequests } from '../../../functions/casework/driver/request-lists';
import type { ListedRequest, RequestSummary } from '../../../functions/domain/ports';

const open: RequestSummary = {
  requestId: 'dsr-open',
  status: 'locating',
  right: 'access',
  receivedAt: '2026-03-02T09:00:00.000Z',
};
const closed = { ...open, status: 'closed', outcome: 'fulfilled' } as const;
const summaries: readonly RequestSummary[] = [
  { ...closed, requestId: 'dsr-old', receivedAt: '2025-03-02T09:00:00.000Z' },
  open,
  { ...closed, requestId: 'dsr-new' },
  { ...closed, requestId: 'dsr-kept-apart', right: 'restriction' },
  { ...closed, requestId: 'dsr-refused', right: 'restriction', outcome: 'refused' },
];

/** A register whose lists hold one request, and whose summaries hold all. */
const register = {
  async *listed(list: string): AsyncIterable<ListedRequest> {
    if (list === 'open') yield { ...open, requestId: 'dsr-listed', since: open.receivedAt };
  },
  async *summaries() {
    yield* summaries;
  },
};

async function idsOf(state: string | undefined, ...rest: Rest): Promise<string[]> {
  const items = { findCursor: async () => state };
  const ids: string[] = [];
  for await (const { requestId } of listedRequests({ register, items }, ...rest)) ids.push(requestId);
  return ids;
}

type Rest = Parameters<typeof listedRequests> extends [unknown, ...infer R] ? R : never;

describe('the requests of a list', () => {
  it('are read from the index once the watch has listed everything', async () => {
    expect(await idsOf('{"listed":true}', ['open', 'ended'])).toEqual(['dsr-listed']);
  });

  it.each([undefined, '', 'no JSON', '{}', '{"listed":"yes"}'])(
    'are read from all summaries while it may not have: %j',
    async (state) => {
      expect(await idsOf(state, ['open'])).toEqual(['dsr-open']);
      expect(await idsOf(state, ['restricted'])).toEqual(['dsr-kept-apart']);
      expect((await idsOf(state, ['ended'])).at(-1)).toBe('dsr-old');
      expect(await idsOf(state, ['ended'], { most: 1 })).toHaveLength(1);
    },
  );

  it('leave out no ended request for a date that its summary does not have', async () => {
    const since = '2026-01-01T00:00:00.000Z';

    expect((await idsOf('', ['open', 'ended'], { since })).sort()).toEqual([
      'dsr-new',
      'dsr-old',
      'dsr-open',
      'dsr-refused',
    ]);
  });
});
