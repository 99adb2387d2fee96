import { issueLink } from '../../../functions/casework/links/issue-link';
import { findLink, findSession, openSession, tryCode } from '../../../functions/casework/links/open-link';
import { mailCode, tokenInUrl } from '../../../functions/casework/mail/mail-code';
import type { LinkPurpose } from '../../../functions/domain/event-facts';
import { downloadCode, withdrawCode } from '../../../functions/emails/person-mails';
import { aBook, aDesk } from '../../builders/a-desk';
import { aWorld, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { codeIn } from '../../fakes/memory-mailbox';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const requestId = 'dsr-000000000001';

async function aLinkedWorld(purpose: LinkPurpose = 'verify') {
  const world = aWorld({ desk, book });
  await world.vault.adopt(requestId);
  const link = await issueLink(world, { requestId, purpose, issue: 1 });
  return { world, link, token: tokenInUrl(link.url) };
}

describe('a session', () => {
  async function aSession() {
    const { world, token } = await aLinkedWorld('decide');
    const found = await findLink(world, 'decide', token);
    if (found.state !== 'open') throw new Error('the link is not open');
    return { world, token, cookie: await openSession(world, found.token) };
  }

  it('lasts fifteen minutes, for its purpose and its link [C07]', async () => {
    const { world, token, cookie } = await aSession();
    const other = await issueLink(world, { requestId, purpose: 'decide', issue: 2 });

    expect((await findSession(world, 'decide', cookie, token))?.requestId).toBe(requestId);
    expect(await findSession(world, 'case', cookie, token)).toBeUndefined();
    expect(await findSession(world, 'decide', cookie, tokenInUrl(other.url))).toBeUndefined();
    world.clock.forward('PT15M');
    expect(await findSession(world, 'decide', cookie, token)).toBeUndefined();
  });

  it('is stored only as a hash, and does not exist without its cookie', async () => {
    const { world, token, cookie } = await aSession();

    expect([...world.items.sessions.keys()]).not.toContain(cookie);
    expect(await findSession(world, 'decide', undefined, token)).toBeUndefined();
    expect(await findSession(world, 'decide', 'other', token)).toBeUndefined();
  });
});

describe('a fresh code for one action', () => {
  it('goes to the mailbox with a link of its own, and is valid for that action only', async () => {
    const world = aWorld({ desk, book });
    const id = await received(world);

    const { token = 'none' } = await mailCode(world, await world.register.load(id), withdrawCode);

    const code = codeIn(world.mailbox.to(mia.email).at(-1));
    expect((await tryCode(world, 'withdraw-code', token, code)).outcome).toBe('right');
    expect((await tryCode(world, 'download-code', token, code)).outcome).toBe('unknown');
    expect(world.mailbox.sent.at(-1)?.text).toContain(`/r/${token}`);
  });

  it('is mailed at most three times an hour and six times a day, and the page says when to ask again', async () => {
    const world = aWorld({ desk, book });
    const id = await received(world);
    const ask = async () => (await mailCode(world, await world.register.load(id), downloadCode)).next;
    const hours: (string | undefined)[][] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      hours.push([await ask(), await ask(), await ask(), await ask()]);
      world.clock.forward('PT1H');
    }

    const free = [undefined, undefined, undefined];
    expect(hours).toEqual([
      [...free, '2026-11-24T11:00:00.000Z'],
      [...free, '2026-11-24T12:00:00.000Z'],
      Array(4).fill('2026-11-24T23:00:00.000Z'),
    ]);
    world.clock.forward('PT11H');
    expect(await ask()).toBeUndefined();
  });
});
