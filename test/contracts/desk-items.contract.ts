import type { DeskItems, SessionItem, TokenItem } from '../../functions/domain/desk-items';

export interface ItemsKind {
  readonly name: string;
  open(): Promise<OpenItems>;
}

export interface OpenItems {
  readonly items: DeskItems;
  close(): Promise<void>;
}

const token: TokenItem = {
  hash: 'token-hash',
  purpose: 'decide',
  requestId: 'dsr-a',
  issue: 1,
  expiresAt: '2026-12-01T00:00:00.000Z',
  codeHash: 'code-hash',
  staffId: 'alma',
};

const session: SessionItem = {
  hash: 'session-hash',
  tokenHash: 'token-hash',
  requestId: 'dsr-a',
  purpose: 'decide',
  expiresAt: '2026-12-01T00:00:00.000Z',
  csrf: 'csrf-value',
  staffId: 'alma',
  factor: 'mail-code',
};

const later = '2026-12-01T00:00:00.000Z';

function granted(answers: readonly boolean[]): number {
  return answers.filter(Boolean).length;
}

/** The guarantees on which links, codes and waits rely. */
export function deskItemsContract(kind: ItemsKind): void {
  describe(`${kind.name} keeps the contract of desk items`, () => {
    let world: OpenItems;
    let items: DeskItems;

    beforeEach(async () => {
      world = await kind.open();
      items = world.items;
    });

    afterEach(() => world.close());

    it('says whether a token is new', async () => {
      const saves = [await items.saveToken(token, later), await items.saveToken(token, later)];

      expect(saves).toEqual([true, false]);
    });

    it('finds a token by its hash and no other', async () => {
      await items.saveToken(token, later);

      expect(await items.findToken('token-hash')).toMatchObject({ ...token, attempts: 0 });
      expect(await items.findToken('other-hash')).toBeUndefined();
    });

    it('grants exactly as many attempts as allowed, however many come at once', async () => {
      await items.saveToken(token, later);

      const answers = await Promise.all(
        Array.from({ length: 20 }, () => items.countAttempt('token-hash', 5)),
      );

      expect(granted(answers)).toBe(5);
      expect((await items.findToken('token-hash'))?.attempts).toBe(5);
    });

    it('never gives an attempt back: saving the token again changes nothing', async () => {
      await items.saveToken(token, later);
      await items.countAttempt('token-hash', 1);

      await items.saveToken(token, later);

      expect(await items.countAttempt('token-hash', 1)).toBe(false);
    });

    it('lets the code of a token pass as often as it comes, uncounted, until the wrong ones are too many', async () => {
      await items.saveToken({ ...token, codeHash: 'right' }, later);
      await items.countAttempt('token-hash', 2);

      const passed = await Promise.all(
        Array.from({ length: 9 }, () => items.passCode('token-hash', 'right', 2)),
      );
      const wrong = await items.passCode('token-hash', 'wrong', 2);
      const left = (await items.findToken('token-hash'))?.attempts;
      await items.countAttempt('token-hash', 2);

      expect(passed).toEqual(Array(9).fill(expect.objectContaining({ hash: 'token-hash', attempts: 1 })));
      expect([wrong, left]).toEqual([undefined, 1]);
      expect(await items.passCode('token-hash', 'right', 2)).toBeUndefined();
    });

    it('lets no code of a token pass that is not there, and creates none', async () => {
      expect(await items.passCode('no-such-hash', 'right', 5)).toBeUndefined();
      expect(await items.findToken('no-such-hash')).toBeUndefined();
    });

    it('creates no token when an attempt is counted after the token is gone', async () => {
      await items.countAttempt('no-such-hash', 5);

      expect(await items.findToken('no-such-hash')).toBeUndefined();
    });

    it('lets one writer at a time hold a lease, and another once it has expired or was dropped', async () => {
      const [at, until] = ['2026-11-24T09:00:00.000Z', '2026-11-24T09:01:00.000Z'];

      const answers = await Promise.all(Array.from({ length: 9 }, () => items.takeLease('a', at, until)));
      const afterwards = await items.takeLease('a', until, '2026-11-24T09:02:00.000Z');
      await items.dropLease('a', '2026-11-24T09:02:00.000Z');

      expect(answers.filter(Boolean)).toEqual(['first']);
      expect(afterwards).toBe('after-another');
      expect(await items.takeLease('a', at, until)).toBe('after-another');
    });

    it('says that a lease is the first only where nobody has had it, also none that was dropped', async () => {
      const [at, until] = ['2026-11-24T09:00:00.000Z', '2026-11-24T09:01:00.000Z'];
      const first = await items.takeLease('c', at, until);
      await items.dropLease('c', until);

      expect([first, await items.takeLease('c', at, until)]).toEqual(['first', 'after-another']);
    });

    it('blocks nobody by a lease taken with a clock that had jumped ahead', async () => {
      await items.takeLease('b', '2027-11-24T09:00:00.000Z', '2027-11-24T09:01:00.000Z');

      expect(await items.takeLease('b', '2026-11-24T09:00:00.000Z', '2026-11-24T09:01:00.000Z')).toBe(
        'after-another',
      );
    });

    it('lets nobody drop a lease that another has taken since', async () => {
      const [first, second] = ['2026-11-24T09:01:00.000Z', '2026-11-24T09:02:00.000Z'];
      await items.takeLease('a', '2026-11-24T09:00:00.000Z', first);
      await items.takeLease('a', first, second);

      await items.dropLease('a', first);

      expect(
        await items.takeLease('a', '2026-11-24T09:01:30.000Z', '2026-11-24T09:03:00.000Z'),
      ).toBeUndefined();
    });

    it('forgets the app of a lost phone, so that a new one can be set up', async () => {
      await items.saveTotp('alma', { sealed: 'sealed-one' });

      await items.dropTotp('alma');

      expect(await items.findTotp('alma')).toBeUndefined();
      expect(await items.saveTotp('alma', { sealed: 'sealed-two' })).toBe(true);
    });

    it('changes an authenticator only as it was read, also one from before changes were counted', async () => {
      const old = { sealed: 'sealed-one' };
      const pending = { ...old, state: 'pending', version: 1 } as const;
      const confirmed = { ...pending, state: 'confirmed', version: 2 } as const;
      await items.saveTotp('alma', old);

      const answers = [
        await items.saveTotp('alma', pending, confirmed),
        await items.saveTotp('alma', pending, old),
        await items.saveTotp('alma', confirmed, old),
        await items.dropTotp('alma', old),
        await items.saveTotp('alma', confirmed, pending),
        await items.dropTotp('alma', pending),
      ];

      expect(answers).toEqual([false, true, false, false, true, false]);
      expect(await items.findTotp('alma')).toEqual(confirmed);
      expect(await items.dropTotp('alma', confirmed)).toBe(true);
      expect(await items.saveTotp('alma', confirmed, pending)).toBe(false);
    });

    it('numbers tries, however many come at once, and takes back only what was counted', async () => {
      const numbers = await Promise.all(Array.from({ length: 9 }, () => items.countTry('a', 6)));
      await items.giveBackTries('a', 2);
      await items.giveBackTries('a', 7);
      const again = await items.countTry('a', 6, later);
      const asked = [await items.countTry('a', 6, later, 0), await items.countTry('a', 5, later, 0)];
      await items.forgetTries('a');

      expect(numbers.filter(Boolean).sort()).toEqual([1, 2, 3, 4, 5, 6]);
      expect([again, ...asked]).toEqual([5, 5, undefined]);
      expect(await items.countTry('a', 6)).toBe(1);
      expect(await items.countTry('b', 6)).toBe(1);
    });

    it('grants a quota up to its limit, each key its own', async () => {
      const answers = await Promise.all(Array.from({ length: 9 }, () => items.takeQuota('a', 3, later)));

      expect(granted(answers)).toBe(3);
      expect(await items.takeQuota('b', 3, later)).toBe(true);
    });

    it('grants places up to the limit, and the same place to the same taker however often it asks', async () => {
      const taker = (n: number) => `taker-${n % 6}`;
      const first = await Promise.all(
        Array.from({ length: 12 }, (_, n) => items.takePlace('a', taker(n), 3, later)),
      );
      const again = await Promise.all(
        Array.from({ length: 6 }, (_, n) => items.takePlace('a', taker(n), 3, later)),
      );

      expect(granted(first)).toBe(6);
      expect(again).toEqual(first.slice(0, 6));
      expect(await items.takePlace('b', 'taker-9', 3, later)).toBe(true);
      expect(await items.takeQuota('a', 3, later)).toBe(true);
    });

    it('keeps one token per wait and drops it only for its own token', async () => {
      await items.saveWait('dsr-a', 'ask-decision', 'first');
      await items.saveWait('dsr-a', 'ask-decision', 'second');
      await items.saveWait('dsr-a', 'await-stores', 'third');
      await items.dropWait('dsr-a', 'ask-decision', 'first');
      const kept = await items.waits('dsr-a');
      await items.dropWait('dsr-a', 'ask-decision', 'second');

      expect(kept.map((w) => w.taskToken).sort()).toEqual(['second', 'third']);
      expect((await items.waits('dsr-a')).map((w) => w.wait)).toEqual(['await-stores']);
      expect(await items.waits('dsr-b')).toEqual([]);
    });

    it('finds a session by its hash, and the newest version of it', async () => {
      await items.saveSession(session);
      await items.saveSession({ ...session, expiresAt: '2026-12-02T00:00:00.000Z' });

      expect(await items.findSession('session-hash')).toMatchObject({
        ...session,
        expiresAt: '2026-12-02T00:00:00.000Z',
      });
      expect(await items.findSession('other')).toBeUndefined();
    });

    it('changes a session only while it is open, and only the changed fields', async () => {
      const [before, end] = ['2026-11-30T00:00:00.000Z', session.expiresAt];
      await items.saveSession(session);

      const answers = [
        await items.changeSession('session-hash', before, { expiresAt: '2026-12-02T00:00:00.000Z' }),
        await items.changeSession('session-hash', end, { factor: 'totp' }),
        await items.changeSession('session-hash', '2026-12-02T00:00:00.000Z', { factor: 'mail-code' }),
        await items.changeSession('none', before, { factor: 'totp' }),
      ];

      expect(answers).toEqual([true, true, false, false]);
      expect(await items.findSession('session-hash')).toMatchObject({
        ...session,
        expiresAt: '2026-12-02T00:00:00.000Z',
        factor: 'totp',
      });
      expect(await items.findSession('none')).toBeUndefined();
    });

    it('ends a session for good, whatever happens at the same moment or by a slow clock', async () => {
      await items.saveSession(session);
      const change = (n: number) =>
        items.changeSession('session-hash', `2026-11-2${n}T00:00:00.000Z`, {
          expiresAt: '2026-12-03T00:00:00.000Z',
        });

      await Promise.all([change(1), change(2), items.endSession('session-hash'), change(3), change(4)]);
      const afterwards = await Promise.all([1, 2, 3].map(change));
      await items.endSession('none');

      expect(afterwards).toEqual([false, false, false]);
      expect((await items.findSession('session-hash'))?.expiresAt.localeCompare('2000')).toBe(-1);
      expect(await items.findSession('none')).toBeUndefined();
    });

    it('lets a TOTP step be used once, and no older one after it', async () => {
      const first = await items.useTotpStep('alma', 100);
      const again = await items.useTotpStep('alma', 100);
      const older = await items.useTotpStep('alma', 99);
      const newer = await items.useTotpStep('alma', 101);
      const other = await items.useTotpStep('bruno', 100);

      expect([first, again, older, newer, other]).toEqual([true, false, false, true, true]);
    });

    it('lets one of several simultaneous uses of a TOTP step through', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => items.useTotpStep('alma', 7)));

      expect(granted(answers)).toBe(1);
    });

    it('keeps the first TOTP secret of a person', async () => {
      const first = await items.saveTotp('alma', { sealed: 'sealed-1' });
      const second = await items.saveTotp('alma', { sealed: 'sealed-2' });

      expect([first, second]).toEqual([true, false]);
      expect(await items.findTotp('alma')).toEqual({ sealed: 'sealed-1' });
      expect(await items.findTotp('bruno')).toBeUndefined();
    });

    it('finds every request that holds an identifier, each place once, and no other request', async () => {
      const person = { hash: 'hash-a', requestId: 'dsr-a', place: 'own', at: '2026-11-24T09:00:00.000Z' };
      await items.savePerson(person, later);
      await items.savePerson({ ...person, at: '2026-11-25T09:00:00.000Z' }, later);
      await items.savePerson({ ...person, place: '4/email/0' }, later);
      await items.savePerson({ ...person, requestId: 'dsr-b' }, later);
      await items.savePerson({ ...person, hash: 'hash-b', requestId: 'dsr-c' }, later);

      const found = await items.findPerson('hash-a');

      expect(found.map(({ requestId, place, at }) => [requestId, place, at.slice(0, 10)]).sort()).toEqual([
        ['dsr-a', '4/email/0', '2026-11-24'],
        ['dsr-a', 'own', '2026-11-25'],
        ['dsr-b', 'own', '2026-11-24'],
      ]);
      expect(await items.findPerson('hash-c')).toEqual([]);
    });

    it('keeps what was typed for one offer until it is dropped, and for no other offer', async () => {
      await items.saveTyped('dsr-a', 'offer-1', 'sealed-1', later);
      await items.saveTyped('dsr-a', 'offer-2', 'sealed-2', later);

      expect(await items.findTyped('dsr-a', 'offer-1')).toBe('sealed-1');
      expect(await items.findTyped('dsr-b', 'offer-1')).toBeUndefined();

      await items.dropTyped('dsr-a', 'offer-1');
      await items.dropTyped('dsr-a', 'offer-1');
      expect(await items.findTyped('dsr-a', 'offer-1')).toBeUndefined();
      expect(await items.findTyped('dsr-a', 'offer-2')).toBe('sealed-2');
    });

    it('remembers how far a sweep got', async () => {
      await items.saveCursor('sweep', '1');
      await items.saveCursor('sweep', '2');

      expect(await items.findCursor('sweep')).toBe('2');
      expect(await items.findCursor('other')).toBeUndefined();
    });
  });
}
