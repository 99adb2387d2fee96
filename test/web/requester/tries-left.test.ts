import { issueLink } from '../../../functions/casework/links/issue-link';
import { MAX_CODE_TRIES } from '../../../functions/casework/links/open-link';
import { askRequester } from '../../../functions/casework/mail/ask-requester';
import { askIdentifiers } from '../../../functions/steps/ask-identifiers/ask-identifiers';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { answerRoutes } from '../../../functions/web/requester/answer.routes';
import { noticeRoutes } from '../../../functions/web/requester/notice.routes';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { statusRoutes } from '../../../functions/web/requester/status.routes';
import { webApp } from '../../../functions/web/web-app';
import {
  aForm,
  aWorld,
  awaitingDecision,
  received,
  search,
  verified,
  type World,
} from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { approvedErasure } from '../../steps/erasure-saga';
import { type Answer, Browser, textOf } from '../staff/browser';

const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

function publicPages(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  for (const routes of [answerRoutes, noticeRoutes, proofRoutes, statusRoutes]) app.route('/', routes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

/** A page of the requester on which a mailed code is typed. */
interface CodePage {
  readonly world: World;
  /** First part of the path of the link in mails with codes; absent if the page itself goes on. */
  readonly kind?: 'q' | 'n' | 'v';
  readonly page: (browser: Browser) => Promise<Answer>;
  /** What is typed in addition to the code. */
  readonly fields?: Readonly<Record<string, string>>;
}

const newest = (world: World) => world.mailbox.sent.at(-1);

function linked(world: World, kind: 'q' | 'n' | 'v', fields = {}): CodePage {
  const path = linkIn(newest(world), kind);
  return { world, kind, page: (browser) => browser.get(path), fields };
}

const codePages: Readonly<Record<string, () => Promise<CodePage>>> = {
  'who asks': async () => {
    const world = aWorld();
    await received(world);
    return linked(world, 'v');
  },
  'other identifiers': async () => {
    const world = aWorld();
    const id = await verified(world, aForm({ email: 'stranger@example.com' }));
    await search(world, id);
    await askIdentifiers(world, { requestId: id, taskToken: 'token' });
    return linked(world, 'q', { answer: 'more', email: 'mia.other@example.com' });
  },
  'a question of staff': async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const sealed = await world.vault.seal(id, 'Which account do you mean?');
    await world.register.append(id, 'ask', () => ({
      ...anEvent('question-asked', { questionId: 'question-1' }),
      sealed,
    }));
    await askRequester(world, id, 'question-1');
    return linked(world, 'q');
  },
  'stopping an erasure': async () => {
    const world = aWorld({ now: '2026-03-10T10:00:00.000Z' });
    const id = await approvedErasure(world, aForm().email);
    await giveNotice(world, { requestId: id, taskToken: 'token' });
    return linked(world, 'n');
  },
  'taking the request back': async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const { url } = await issueLink(world, { requestId: id, purpose: 'follow', issue: 1 });
    const page = async (browser: Browser) => browser.submit(await browser.get(new URL(url).pathname), {});
    return { world, page };
  },
};

describe.each(Object.entries(codePages))('the code of a mail (%s)', (_, open) => {
  it('can be wrong five times: the page counts down, and then offers another code, which works', async () => {
    const { world, kind, page, fields } = await open();
    const guesser = publicPages(world);
    const first = await page(guesser);
    const code = codeIn(newest(world));

    const pages: Answer[] = [];
    let at = first;
    for (let n = 0; n < MAX_CODE_TRIES; n += 1) {
      at = await guesser.submit(at, { ...fields, code: wrongCode(code) });
      pages.push(at);
    }
    const before = world.mailbox.sent.length;
    const sent = await guesser.submit(at, {});
    const mails = world.mailbox.sent.slice(before).map(({ to }) => to);
    const person = kind ? publicPages(world) : guesser;
    const again = kind ? await person.get(linkIn(newest(world), kind)) : sent;
    const done = await person.submit(again, { ...fields, code: codeIn(newest(world)) });

    const left = pages.map(({ html }) => /(?:left: |have )(\d)/.exec(textOf(html))?.[1]);
    expect(left).toEqual(['4', '3', '2', '1', undefined]);
    expect(pages.at(-1)?.html).not.toContain('name="code"');
    expect(mails).toEqual([world.mailbox.sent[before - 1]?.to]);
    expect(done.status).toBe(200);
    expect(done.html).not.toContain('name="code"');
  });
});
