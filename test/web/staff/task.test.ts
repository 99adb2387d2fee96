import { manualAnswers } from '../../../functions/casework/evidence/manual-answers';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../../functions/steps/ask-manual-stores/ask-manual-stores';
import { planErasure } from '../../../functions/steps/erase-stores/plan-erasure';
import { aDesk, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, awaitingPeople, happened, search } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { anEvent } from '../../domain/a-log';
import { formOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

async function opened(more: { largestUpload?: number } = {}) {
  const world = aWorld({ map: aMap({ manual: true }) });
  const id = await awaitingPeople(world);
  const browser = openDesk(world, more);
  const link = newestLink(world, 's/task', jonas.email);
  const page = await enter(browser, link);
  const form = formOf(page.html);
  return { world, id, browser, link, page, form, load: () => world.register.load(id) };
}

/** An approved erasure that waits for the one who looks into the mailbox. */
async function erasing() {
  const world = aWorld({ map: aMap({ manual: true }) });
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const { hash, version } = lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data ?? {};
  await world.register.append(id, 'decide', () => ({
    type: 'decided',
    data: {
      decision: 'approved',
      staffId: 'alma',
      manifestHash: hash ?? '',
      manifestVersion: version ?? 0,
      factor: 'totp',
    },
    actor: { kind: 'staff', id: 'alma' },
  }));
  await planErasure(world, { requestId: id });
  await askManualStores(world, { requestId: id, taskToken: 'people' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/task', jonas.email);
  const page = await enter(browser, link);
  return { world, id, browser, link, page, form: formOf(page.html), load: () => world.register.load(id) };
}

/** The same at a shop in California. */
async function inCalifornia() {
  const laws = [{ regime: 'us-ca-ccpa', applies: 'binds' as const, because: 'The shop is there.' }];
  const desk = aDesk({ laws, place: 'US-CA' });
  const world = aWorld({ desk, map: aMap({ manual: true }) });
  const id = await awaitingPeople(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/task', jonas.email);
  const page = await enter(browser, link);
  return { world, id, browser, link, page, form: formOf(page.html) };
}

const letter = new File(['Dear Mia, …'], 'Mia Sommer letter.txt', { type: 'text/plain' });

describe('a task to look into a store by hand', () => {
  it('lists what the law allows the answer only to name, and the answer names what was ticked', async () => {
    const { world, id, browser, link, page, form } = await inCalifornia();

    const fields = { ...form.hidden, answer: 'done', code: link.code, 'held-2': 'yes' };
    await browser.postFiles(form.action, fields, []);
    const [answer] = await manualAnswers(world, await world.register.load(id));

    expect(textOf(page.html)).toContain('not show them (11 CCR 7024(d))');
    expect(textOf(page.html)).toContain('Held there, and taken out: financial account number');
    expect(answer).toMatchObject({
      outcome: 'given',
      files: [],
      named: [{ held: 'financial account number', article: '11 CCR 7024(d)' }],
    });
  });

  it('lists nothing under the GDPR, and accepts no tick beside "nothing is held"', async () => {
    const { page } = await opened();
    const { browser, link, form } = await inCalifornia();

    const both = { ...form.hidden, answer: 'nothing-held', code: link.code, 'held-0': 'yes' };
    const answered = await browser.postFiles(form.action, both, []);

    expect(page.html).not.toContain('Take these out');
    expect(answered.status).toBe(400);
    expect(textOf(answered.html)).toContain('Please choose one.');
  });

  it('says whom to look for, with what the other stores know too', async () => {
    const { page } = await opened();

    const text = textOf(page.html);

    expect(text).toContain('Look into the mailbox of support');
    expect(text).toContain('mia.sommer@example.com');
    expect(text).toContain('Customer number c-1');
  });

  it('accepts several files, seals their names and puts them into the answer', async () => {
    const { world, browser, link, form, load } = await opened();
    const second = new File([new Uint8Array([1, 2, 3])], 'photo.jpg', { type: 'image/jpeg' });

    const done = await browser.postFiles(form.action, { ...form.hidden, answer: 'done', code: link.code }, [
      letter,
      second,
    ]);

    const request = await load();
    const event = lastOf(request.log, 'task-answered');
    const [answer] = await manualAnswers(world, request);
    const contents = [];
    for (const file of answer?.files ?? [])
      for await (const chunk of file.content) contents.push(chunk.length);
    expect(done.html).toContain('Thank you, that is noted');
    expect(event?.data).toMatchObject({ answer: 'done', staffId: 'jonas', uploads: 2 });
    expect(logText(event)).not.toContain('Mia');
    expect([...world.objects.content.keys()].filter((key) => key.includes('Mia'))).toEqual([]);
    expect(answer?.files.map((f) => [f.name, f.contentType])).toEqual([
      ['Mia Sommer letter.txt', 'text/plain'],
      ['photo.jpg', 'image/jpeg'],
    ]);
    expect(contents).toEqual([13, 3]);
  });

  it('offers the files to approvers as downloads before the approval, and logs each download', async () => {
    const { world, id, browser, link, form, load } = await opened();
    await browser.postFiles(form.action, { ...form.hidden, answer: 'done', code: link.code }, [letter]);
    await search(world, id);
    await askDecision(world, { requestId: id, taskToken: 'decide' });

    const decide = newestLink(world, 's/decide');
    const page = await enter(browser, decide);
    const file = await browser.get(`${decide.path}/page/file/mailbox/1`);
    const none = await browser.get(`${decide.path}/page/file/mailbox/2`);

    expect(textOf(page.html)).toContain('Jonas looked there by hand on Tuesday 24 November 2026.');
    expect(page.html).toMatch(
      /<a href="[^"]+\/page\/file\/mailbox\/1"><bdi>Mia Sommer letter\.txt<\/bdi><\/a>/,
    );
    expect([file.status, file.html]).toEqual([200, 'Dear Mia, …']);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="0001-Mia-Sommer-letter.txt"');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(none.status).toBe(404);
    expect(allOf((await load()).log, 'preview-viewed').map((e) => e.data)).toContainEqual({
      staffId: 'alma',
      collections: [{ storeId: 'mailbox', collection: 'file-1' }],
    });
  });

  it('gives no file to somebody without the code, nor after the decision', async () => {
    const { world, id, browser, link, form } = await opened();
    await browser.postFiles(form.action, { ...form.hidden, answer: 'done', code: link.code }, [letter]);
    await search(world, id);
    await askDecision(world, { requestId: id, taskToken: 'decide' });
    const decide = newestLink(world, 's/decide');

    const stranger = await openDesk(world).get(`${decide.path}/page/file/mailbox/1`);
    const page = await enter(browser, decide);
    await browser.submit(page, { code: decide.code, ground: 'excessive', reason: 'no' }, 'refuse');
    const late = await browser.get(`${decide.path}/page/file/mailbox/1`);

    expect(stranger.html).not.toContain('Dear Mia');
    expect(late.html).not.toContain('Dear Mia');
  });

  it.each([
    ['nothing-held', 'done'],
    ['done', 'nothing-held'],
  ])(
    'is searched again for what the person adds later, and the answer holds both results: %s, then %s',
    async (first, then) => {
      const { world, id, browser, link, form, load } = await opened();
      const filesOf = (answer: string) => (answer === 'done' ? [letter] : []);
      await browser.postFiles(
        form.action,
        { ...form.hidden, answer: first, code: link.code },
        filesOf(first),
      );
      const sealed = await world.vault.seal(id, { phone: ['+49 30 1'] });
      await world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
      await world.register.append(id, 'given', () => ({ ...anEvent('identifiers-given'), sealed }));
      await search(world, id);
      await askManualStores(world, { requestId: id, taskToken: 'again' });
      const again = newestLink(world, 's/task', jonas.email);
      const second = formOf((await enter(browser, again)).html);

      await browser.postFiles(
        second.action,
        { ...second.hidden, answer: then, code: again.code },
        filesOf(then),
      );

      const answers = await manualAnswers(world, await load());
      expect(
        answers.map(({ storeId, outcome, files }) => [storeId, outcome, files.map((f) => f.name)]),
      ).toEqual([['mailbox', 'given', ['Mia Sommer letter.txt']]]);
    },
  );

  it('wakes the request when the last task is answered', async () => {
    const { world, id, browser, link, form } = await opened();
    const waits = await world.items.waits(id);

    await browser.post(form.action, { ...form.hidden, answer: 'nothing-held', code: link.code });

    expect(waits.map((w) => w.wait)).toEqual(['ask-manual-stores']);
    expect(world.workflow.answered).toEqual([{ taskToken: `people:${id}`, output: { next: 'go-on' } }]);
  });

  it('names what is wrong and keeps the choice', async () => {
    const { browser, link, form, load } = await opened();
    const post = (fields: Record<string, string>, files: File[] = []) =>
      browser.postFiles(form.action, { ...form.hidden, code: link.code, ...fields }, files);

    const nothing = await post({});
    const noFiles = await post({ answer: 'done' });
    const both = await post({ answer: 'nothing-held' }, [letter]);
    const kept = await post({ answer: 'kept', ground: 'x', until: '2030-01-01' });
    const noCode = await post({ answer: 'nothing-held', code: '' });

    expect(nothing.html).toContain('href="#answer"');
    expect(noFiles.html).toContain('href="#files"');
    expect(noFiles.html).toContain('value="done" id="answer" checked=""');
    expect(both.html).toContain('href="#files"');
    expect(kept.html).toContain('href="#answer"');
    expect(noCode.html).toContain('href="#code"');
    expect([nothing, noFiles, both, kept, noCode].map((a) => a.status)).toEqual([400, 400, 400, 400, 400]);
    expect(happened(await load())).not.toContain('task-answered');
  });

  it('rejects files that are too large together, whether a little or by far', async () => {
    const { browser, link, form, load } = await opened({ largestUpload: 100_000 });
    const half = new File([new Uint8Array(60_000)], 'half.bin');
    const far = new File([new Uint8Array(300_000)], 'far.bin');
    const fields = { ...form.hidden, answer: 'done', code: link.code };

    const little = await browser.postFiles(form.action, fields, [half, half]);
    const much = await browser.postFiles(form.action, fields, [far]);
    const absurd = await browser.postFiles(form.action, fields, [far, far]);

    expect(little.html).toContain('href="#files"');
    expect(much.html).toContain('href="#files"');
    expect(absurd.status).toBe(413);
    expect(happened(await load())).not.toContain('task-answered');
  });

  it('accepts the answer with the code alone when the search took longer than the session', async () => {
    const { world, browser, link, form, load } = await opened();

    world.clock.forward('PT2H');
    const done = await browser.postFiles(form.action, { ...form.hidden, answer: 'done', code: link.code }, [
      letter,
    ]);

    expect(done.html).toContain('Thank you, that is noted');
    expect(lastOf((await load()).log, 'task-answered')?.data.uploads).toBe(1);
  });

  it('is answered once, whatever is sent later', async () => {
    const { browser, link, form, load } = await opened();
    const fields = { ...form.hidden, code: link.code };

    const first = await browser.post(form.action, { ...fields, answer: 'nothing-held' });
    const second = await browser.postFiles(form.action, { ...fields, answer: 'done' }, [letter]);
    const later = await browser.get(`${link.path}/page`);

    expect([second.html, later.html]).toEqual([first.html, first.html]);
    expect(lastOf((await load()).log, 'task-answered')?.data.answer).toBe('nothing-held');
  });

  it('asks for the reason and the end when something must be kept', async () => {
    const { browser, link, form, load } = await erasing();
    const post = (fields: Record<string, string>) =>
      browser.post(form.action, { ...form.hidden, answer: 'kept', code: link.code, ...fields });

    const empty = await post({ ground: '', until: '31.12.2034' });
    const never = await post({ ground: 'An open complaint', until: '2030-02-30' });
    const done = await post({ ground: 'An open complaint', until: '2030-06-30' });

    expect(empty.html).toContain('href="#ground"');
    expect(empty.html).toContain('href="#until"');
    expect(never.html).toContain('href="#until"');
    expect(never.html).toContain('An open complaint');
    expect(done.html).toContain('Thank you');
    expect(lastOf((await load()).log, 'task-answered')?.data).toMatchObject({
      answer: 'kept',
      until: '2030-06-30',
    });
  });
});
