import { buildAnswerFacts } from '../../functions/casework/evidence/build-answer-facts';
import { buildDeskRecords } from '../../functions/casework/evidence/build-desk-records';
import { recordWords } from '../../functions/documents/desk-record-words';
import { OptOutOnRecord } from '../../functions/documents/opt-out-on-record';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { optOutRecord } from '../../functions/domain/opt-out-state';
import { referenceOf } from '../../functions/domain/reference';
import type { Right } from '../../functions/domain/rights';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { proofRoutes } from '../../functions/web/requester/proof.routes';
import { statusRoutes } from '../../functions/web/requester/status.routes';
import { webApp } from '../../functions/web/web-app';
import { otherRequestTexts } from '../../functions/words/other-request-texts';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { textOf as plainOf } from '../documents/text-of';
import { anEvent, aRequest } from '../domain/a-log';
import { linkIn } from '../fakes/memory-mailbox';
import { Browser, textOf } from './staff/browser';

const ASKED = /you (also |had |have )?asked (us|for|on)|someone asked|we got a request/i;

const bare = (text: string) => text.replace(/\s+/g, ' ').replace(/as if (you|we) had( been)? asked/gi, '');

/**
 * A complaint that is upheld, and the request that follows from it: nobody sent it, and it is yet to be
 * proven.
 */
async function carriedOn(world: World, right: Right) {
  const proofOf = await received(world, aForm({ right }));
  const letter = await received(world, aForm({ right: 'complaint', message: 'Nothing came.' }));
  await handToStaff(world, { requestId: letter, taskToken: 'case' });
  const requestId = requestIdOf(`from-${letter}`);
  const carriesOn = { requestId, right, proofOf };
  const sealed = await world.vault.seal(letter, 'Your form was lost.');
  await world.register.append(letter, 'finish', () => ({
    type: 'staff-finished',
    data: { outcome: 'fulfilled', staffId: 'alma', carriesOn },
    sealed,
    actor: { kind: 'staff', id: 'alma' },
  }));
  world.mailbox.sent.length = 0;
  await notifyOutcome(world, { requestId: letter });
  return { requestId, letter, request: await world.register.load(requestId) };
}

function browserOf(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  for (const routes of [proofRoutes, statusRoutes]) app.route('/', routes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

describe.each(['access', 'erasure'] as const)('what follows from a letter (%s)', (right) => {
  it('is mailed, and each page that its mail leads to names the letter it follows from', async () => {
    const world = aWorld();
    const { requestId, letter } = await carriedOn(world, right);
    const mail = world.mailbox.to(mia.email).find(({ text }) => text.includes(`: ${referenceOf(requestId)}`));
    const browser = browserOf(world);

    const pages = [];
    for (const door of ['v', 'r']) pages.push(textOf((await browser.get(linkIn(mail, door))).html));

    for (const text of [`${mail?.subject} ${mail?.text}`, ...pages].map(bare)) {
      expect(text).toMatch(new RegExp(`our answer to (your|the) letter ${referenceOf(letter)}`));
      expect(text).not.toMatch(ASKED);
    }
  });

  it('is described the same way in its answer, and in the answers to other requests', async () => {
    const world = aWorld();
    const { letter, request } = await carriedOn(world, right);
    const { requests } = buildDeskRecords(world, request, []);
    const behind = aRequest(
      anEvent('received', { right: 'erasure' }),
      anEvent('manifest-frozen'),
      anEvent('erasure-unqueued', { because: 'date', behind: [request.requestId] }),
    );

    const said = [
      buildAnswerFacts(world, request).texts.opening,
      ...requests.map(recordWords),
      ...otherRequestTexts(behind, [request]),
      plainOf(String(OptOutOnRecord({ optOuts: [optOutRecord(world, request)], kindsOnly: false }))),
    ].map(bare);

    expect(said).toHaveLength(4);
    expect(requests[0]?.cameBy).toBe('letter');
    for (const text of said) {
      expect(text.replace('answer to the letter', 'answer to your letter')).toContain(
        `our answer to your letter ${referenceOf(letter)}`,
      );
      expect(text).not.toMatch(ASKED);
    }
  });
});
