import type { SessionItem } from '../../../functions/domain/desk-items';
import { rememberSignIn, shownSignIns } from '../../../functions/web/staff/sign-ins';
import { aWorld } from '../../builders/a-world';

const now = '2026-11-24T10:00:00.000Z';
const session: SessionItem = {
  hash: 'this',
  tokenHash: 'link',
  requestId: '-',
  staffId: 'alma',
  purpose: 'list',
  csrf: 'c',
  factor: 'totp',
  expiresAt: '2026-11-24T18:00:00.000Z',
};

describe('the list of the last sign-ins', () => {
  it.each(['', '{', 'null', '{}', '[5]', '[{"at":5,"session":"this"}]'])(
    'is begun anew by the next sign-in if it cannot be read: %j',
    async (damaged) => {
      const { items } = aWorld();
      await items.saveCursor('sign-ins:alma', damaged);

      expect(await shownSignIns({ items }, 'alma', session, now)).toEqual([]);
      await rememberSignIn({ items }, 'alma', { at: now, session: 'this' });

      expect(await shownSignIns({ items }, 'alma', session, now)).toMatchObject([{ at: now, isThis: true }]);
    },
  );
});
