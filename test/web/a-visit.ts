import { Hono } from 'hono';
import type { Desk, DeskLaw } from '../../functions/domain/desk';
import { lastOf } from '../../functions/domain/log-entries';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { receive } from '../../functions/steps/receive/receive';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { answerRoutes } from '../../functions/web/requester/answer.routes';
import { proofRoutes } from '../../functions/web/requester/proof.routes';
import { statusRoutes } from '../../functions/web/requester/status.routes';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { codeIn, linkIn } from '../fakes/memory-mailbox';
import { type Answer, Browser, textOf } from './staff/browser';
import { enter, newestLink, openDesk } from './staff/staff-desk';

export const binds = (regime: string): DeskLaw => ({ regime, applies: 'binds', because: 'x' });
export const voluntary = (regime: string): DeskLaw => ({ regime, applies: 'voluntary', because: 'x' });
export const no = (regime: string): DeskLaw => ({ regime, applies: 'no', because: 'x' });

/** A desk established in a place, on a morning there. */
export function aShop(
  place: string,
  zone: string,
  laws: readonly DeskLaw[],
  { now = '2026-10-05T16:00:00.000Z', ...more }: Partial<Desk> & { readonly now?: string } = {},
): World {
  const desk = aDesk({ place, zone, laws: [...laws], ...more });
  return aWorld({ desk, book: aBook(desk), now });
}

/**
 * One request from the form to its answer, through the pages and mails of the requester and the staff.
 * Records everything that was shown and mailed.
 */
export class Visit {
  /** Text of each page, by who saw it. */
  readonly seen: { readonly by: 'person' | 'staff'; readonly text: string }[] = [];
  private readonly person: Browser;
  private readonly staff: Browser;
  requestId = '';

  constructor(readonly world: World) {
    const seal = async (requestId: string, form: unknown) => world.vault.sealItem(requestId, form);
    const app = new Hono();
    app.route('/', intakeRoutes({ ...world, seal, announce: async () => undefined }));
    for (const routes of [proofRoutes, statusRoutes, answerRoutes]) app.route('/', routes(world));
    const origin = new URL(world.desk.baseUrl).origin;
    this.person = new Browser({ request: (url, init) => app.request(url, init) }, origin);
    this.staff = openDesk(world);
  }

  /** Fills in the form and lets the desk receive it. `place`: as in the list of the form. */
  async ask(right: string, place = '', more: Record<string, string> = {}): Promise<this> {
    const form = await this.person.get('/');
    const typed = { right, place, forWhom: 'self', relation: 'customer', email: mia.email, ...more };
    const sent = await this.person.submit(form, typed);
    if (sent.status !== 202) throw new Error(`the form came back: ${textOf(sent.html).slice(0, 200)}`);
    for await (const { requestId } of this.world.inbox.waiting()) {
      this.requestId = requestId;
      await receive(this.world, { requestId });
    }
    return this;
  }

  /** Types the mailed code. */
  async prove(): Promise<this> {
    const mail = this.world.mailbox.to(mia.email).findLast(({ text }) => text.includes('/v/'));
    const page = this.note('person', await this.person.get(linkIn(mail, 'v')));
    this.note('person', await this.person.submit(page, { code: codeIn(mail) }));
    return this;
  }

  /** Lets the desk search, and opens the decision page. */
  async toDecision(): Promise<Answer> {
    const { requestId, world } = this;
    await searchStores(world, { requestId });
    await askDecision(world, { requestId, taskToken: `decide:${requestId}` });
    return this.note('staff', await enter(this.staff, newestLink(world, 's/decide')));
  }

  /** Opens the page of a request that a person carries out. */
  async toCase(): Promise<Answer> {
    await handToStaff(this.world, { requestId: this.requestId, taskToken: 'case' });
    return this.note('staff', await enter(this.staff, newestLink(this.world, 's/case')));
  }

  /** Posts a form of a staff page with the code of its mail. */
  async act(page: Answer, fields: Record<string, string>, act?: string, kind = 's/decide'): Promise<Answer> {
    const { code } = newestLink(this.world, kind);
    return this.note('staff', await this.staff.submit(page, { ...fields, code }, act));
  }

  /** Mails the outcome to the requester. */
  async end(): Promise<this> {
    await notifyOutcome(this.world, { requestId: this.requestId });
    return this;
  }

  /** Approves what was found, makes the copy, and mails the requester. */
  async approve(): Promise<this> {
    const { requestId, world } = this;
    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    await world.register.append(requestId, 'decide', () => ({
      type: 'decided',
      data: {
        decision: 'approved',
        staffId: 'alma',
        manifestHash: frozen?.hash ?? '',
        manifestVersion: frozen?.version ?? 0,
        factor: 'totp',
      },
      actor: { kind: 'staff', id: 'alma' },
    }));
    await assemblePackage(world, { requestId });
    return this.end();
  }

  /** The requester's status page. */
  async status(): Promise<string> {
    const mail = this.world.mailbox.to(mia.email).find(({ text }) => text.includes('/r/'));
    return textOf(this.note('person', await this.person.get(linkIn(mail, 'r'))).html);
  }

  load() {
    return this.world.register.load(this.requestId);
  }

  /** Everything that was mailed to the requester, as running text. */
  mails(): string[] {
    return this.world.mailbox.to(mia.email).map(flat);
  }

  /** Everything that anybody could read: pages and mails. */
  everything(): string[] {
    return [...this.seen.map(({ text }) => text), ...this.world.mailbox.sent.map(flat)];
  }

  private note(by: 'person' | 'staff', page: Answer): Answer {
    this.seen.push({ by, text: textOf(page.html) });
    return page;
  }
}

function flat({ subject, text }: { subject: string; text: string }): string {
  return `${subject} ${text}`.replaceAll(/\s+/g, ' ');
}
