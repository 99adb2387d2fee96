import type { EvidenceStore, StoredAnchor } from '../../functions/domain/evidence-store';

export interface EvidenceKind {
  readonly name: string;
  open(): Promise<{
    readonly evidence: EvidenceStore;
    /** Writes without the condition, like somebody with a stolen put permission. */
    overwrite(hour: string, anchor: unknown): Promise<void>;
    close(): Promise<void>;
  }>;
}

/** The guarantees on which anchoring and verifying rely. */
export function evidenceStoreContract({ name, open }: EvidenceKind): void {
  describe(`evidence: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    const listed = async (after?: string) => {
      const all: StoredAnchor[] = [];
      for await (const one of opened.evidence.list(after)) all.push(one);
      return all;
    };

    it('keeps the first anchor of an hour, and tells a second writer that it was late', async () => {
      const { evidence } = opened;

      const first = await evidence.put('2026-03-05T10', { n: 1 });
      const second = await evidence.put('2026-03-05T10', { n: 2 });

      const [stored] = await listed();
      expect([first, second]).toEqual([true, false]);
      expect(stored).toMatchObject({ hour: '2026-03-05T10', versions: 1, isHidden: false });
      expect(await evidence.read(stored as StoredAnchor)).toEqual({ n: 1 });
    });

    it('keeps one of many that put the same hour at once, and tells the others that they were late', async () => {
      const { evidence } = opened;
      const hours = Array.from({ length: 12 }, (_, n) => `2026-03-04T${String(n).padStart(2, '0')}`);

      const told = await Promise.all(
        hours.map((hour) => Promise.all([1, 2, 3, 4, 5, 6].map((n) => evidence.put(hour, { n })))),
      );

      const stored = (await listed()).filter(({ hour }) => hours.includes(hour));
      expect(told.map((answers) => answers.filter(Boolean).length)).toEqual(hours.map(() => 1));
      expect(stored.map(({ versions }) => versions)).toEqual(hours.map(() => 1));
      const kept = await Promise.all(stored.map((one) => evidence.read(one)));
      expect(kept).toEqual(told.map((answers) => ({ n: answers.indexOf(true) + 1 })));
    });

    it('lists from the oldest hour on, or only the hours after a given one', async () => {
      const { evidence } = opened;
      await evidence.put('2026-03-06T00', { n: 4 });
      await evidence.put('2026-03-05T23', { n: 3 });

      expect((await listed('2026-03-05T09')).map(({ hour }) => hour)).toEqual([
        '2026-03-05T10',
        '2026-03-05T23',
        '2026-03-06T00',
      ]);
      expect((await listed('2026-03-05T10')).map(({ hour }) => hour)).toEqual([
        '2026-03-05T23',
        '2026-03-06T00',
      ]);
    });

    it('reads what was written first if somebody wrote over it, and shows that', async () => {
      await opened.overwrite('2026-03-05T23', { n: 'forged' });
      await opened.overwrite('2026-03-05T23', { n: 'forged again' });

      const stored = (await listed()).find(({ hour }) => hour === '2026-03-05T23') as StoredAnchor;
      expect(stored.versions).toBe(3);
      expect(await opened.evidence.read(stored)).toEqual({ n: 3 });
    });

    it('keeps a statement about a loss once, beside the anchors and not among them', async () => {
      const { evidence } = opened;
      const before = await listed();
      const loss = { requestId: 'dsr-1', hashes: ['a', 'b'], way: 'go-on', staffId: 'alma', at: '' } as const;
      await evidence.confirm(loss);
      await evidence.confirm({ ...loss, hashes: ['b', 'a'], way: 'by-person' });
      await evidence.confirm({ ...loss, hashes: ['c'] });

      const all = [];
      for await (const one of evidence.confirmed()) all.push(one);
      const ofTwo = all.filter(({ hashes }) => hashes.length === 2);
      expect(ofTwo).toMatchObject([
        { requestId: 'dsr-1', hashes: ['a', 'b'], way: 'go-on', staffId: 'alma' },
      ]);
      expect(all).toHaveLength(2);
      expect(all.every(({ at }) => at > '2000')).toBe(true);
      expect(await listed()).toEqual(before);
    });
  });
}
