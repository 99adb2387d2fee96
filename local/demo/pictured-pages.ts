import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HTMLElement, parse } from 'node-html-parser';
import { nicknameOf } from '../../functions/domain/nickname';
import { startDesk } from '../desk/start-desk';
import { people } from '../sample-shop/people';
import { DeskWalk } from './desk-walk';
import { staff } from './story';
import { zipEntries } from './zip-entries';

/** The pages that the README shows, as HTML. */
export interface PicturedPages {
  /** The form that a customer fills in. */
  readonly form: string;
  /** The decision page of an access request. */
  readonly decision: string;
  /** The report in the package that the customer downloads. */
  readonly report: string;
  /** The random words by which staff call the request, which differ in every run. */
  readonly nickname: string;
}

/** A Monday morning, later than anything in the sample shop. */
const BEGIN = '2026-10-05T09:00:00Z';
const { lena } = people;
const LETTER = 'Dear shop, the lamp from January flickers. Could you look at it? Lena Brandt';

async function walkThrough(walk: DeskWalk): Promise<PicturedPages> {
  const form = await walk.visitor().open('/');
  const id = await walk.ask({ right: 'access', email: lena.email });
  await walk.prove(lena.email);
  const letter = new File([LETTER], 'letter from Lena.txt', { type: 'text/plain' });
  await walk.answerTask(staff.looks, { answer: 'done', files: letter });
  const visit = await walk.enter(staff.decides, 'decide');
  await walk.act(visit, /^approve/i);
  const { bytes } = await walk.download(lena.email);
  const report = (await zipEntries(bytes)).get('index.html')?.toString('utf8') ?? '';
  const nickname = nicknameOf(await walk.load(id));
  return { form: deployed(form.html), decision: deployed(visit.page.html), report, nickname };
}

/** Without the bar that only the local run shows. */
function deployed(html: string): string {
  const page = parse(html);
  for (const bar of page.querySelectorAll('body > .notice')) bar.remove();
  return page.toString();
}

/** Starts a desk with the sample shop, takes one access request through it, and returns its pages. */
export async function picturedPages(port: number): Promise<PicturedPages> {
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-pictures-'));
  const desk = await startDesk({ directory, port, now: BEGIN });
  try {
    return await walkThrough(new DeskWalk(desk));
  } finally {
    await desk.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Only what a reader sees: text without references and codes, the order of the elements, their style. */
function seenIn(element: HTMLElement): string {
  const style = element.querySelectorAll('style').map((one) => one.text);
  const parts = element
    .querySelectorAll('body *')
    .map((one) => `${one.tagName}.${one.getAttribute('class') ?? ''}`);
  const text = element.querySelector('body')?.structuredText ?? '';
  return [...style, ...parts, text.replace(/DSR-[\w-]+|\b[\w-]{20,}\b|\d+/g, '#')].join('\n');
}

/**
 * A hash of what a page shows: two runs of the same code give the same, a changed page gives another.
 * `nickname` is left out of it, and so are numbers and references.
 */
export function pageStamp(html: string, nickname: string): string {
  const page = parse(nickname ? html.replaceAll(nickname, '#') : html);
  return createHash('sha256').update(seenIn(page)).digest('hex').slice(0, 16);
}
