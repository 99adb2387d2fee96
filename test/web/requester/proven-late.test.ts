import { askForProof } from '../../../functions/casework/mail/ask-for-proof';
import { lastOf } from '../../../functions/domain/log-entries';
import { timersOf } from '../../../functions/domain/timers';
import { closeUnverified } from '../../../functions/watch/unverified';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { webApp } from '../../../functions/web/web-app';
import { alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { comesBack } from '../../watch/a-bounce';
import { aWatch } from '../../watch/a-watch';
import { Browser, textOf } from '../staff/browser';

const email = 'gone@example.com';
const requestId = 'dsr-k3m9qxt2b4de';

function person(world: World): Browser {
  const logFailure = (_: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16_384, logFailure });
  app.route('/', proofRoutes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

/**
 * Staff entered it, its first mail was read although it seemed to come back, and it is the last day before it
 * is left to post.
 */
async function aDayBeforeItsEnd() {
  const watch = aWatch();
  const { world } = watch;
  await enterRequest(world, {
    ...{ requestId, form: aForm({ email }), receivedAt: world.clock.now(), cameBy: 'post', staff: jonas },
  });
  await askForProof(world, requestId);
  world.clock.forward('PT1H');
  await comesBack(world, world.mailbox.to(email)[0] ?? ({} as never));
  await watch.days(27);
  world.clock.forward('PT22H');
  return watch;
}

describe('a right code that is typed after the request was left to post', () => {
  async function typedLate(presses: number) {
    const watch = await aDayBeforeItsEnd();
    const { world } = watch;
    const browser = person(world);
    await browser.post(`${linkIn(world.mailbox.to(email)[0], 'v')}/fresh`, {});
    const mail = world.mailbox.to(email).at(-1);
    world.clock.forward('PT15H');
    await watch.sweep();
    const handed = lastOf((await world.register.load(requestId)).log, 'handed-to-staff')?.data.reason;
    const before = world.mailbox.sent.length;
    const asked = await browser.get(linkIn(mail, 'v'));
    let answer = asked;
    for (let n = 0; n < presses; n += 1)
      answer = await browser.post(linkIn(mail, 'v'), { code: codeIn(mail) });
    return { world, handed, asked, answer, told: world.mailbox.sent.slice(before) };
  }

  it('gets a page with the true status, not one that says the desk looks for the data', async () => {
    const { handed, asked, answer } = await typedLate(1);

    expect(handed).toBe('by-post');
    expect(textOf(asked.html)).toContain('Is this your mailbox?');
    expect(textOf(answer.html)).toContain('one of us has taken your request over');
    expect(textOf(answer.html)).not.toContain('We now look for your data');
  });

  it('is kept in the log, and all approvers are informed, once', async () => {
    const { world, told } = await typedLate(3);

    const { log } = await world.register.load(requestId);
    const kept = log.filter((event) => event.type === 'reminded' && event.data.what === 'proven-late');
    expect(kept).toHaveLength(1);
    expect(told.map(({ to }) => to).sort()).toEqual([alma.email, bruno.email]);
    expect(told[0]?.text).toContain('mail reaches them after all');
  });
});

it('comes before the hand-over of the same instant: a proof', async () => {
  const { world, deps } = await aDayBeforeItsEnd();
  world.clock.forward('P1D');
  const request = await world.register.load(requestId);
  const timer = timersOf(request, deps).find(({ kind }) => kind === 'close-unverified');
  await world.register.append(requestId, 'verify-9', () => anEvent('identity-verified'));

  if (timer) await closeUnverified(deps, request, timer);

  expect(timer).toBeDefined();
  expect((await world.register.load(requestId)).status).toBe('locating');
});
