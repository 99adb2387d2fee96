import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Desk } from '../../functions/domain/desk';
import { BrokenLinkPage } from '../../functions/web/broken-link-page';
import { type Page, renderPage } from '../../functions/web/parts/layout';
import { contentSecurityPolicy } from '../../functions/web/parts/style';
import type { StoredMail } from '../aws/mail-store';
import { type PhoneTime, shownNow } from '../demo/phone';
import { framedMail, framedMailPolicy } from '../pages/framed-mail';
import { InboxMail } from '../pages/inbox-mail';
import { InboxPage } from '../pages/inbox-page';
import { LocalBar } from '../pages/local-bar';
import { LocalHome, type LocalHomeFacts } from '../pages/local-home';
import { Phones } from '../pages/phones';
import type { PlainAnswer } from './http-event';

export interface LocalPagesSettings {
  readonly desk: Desk;
  readonly now: () => string;
  readonly mails: { list(): readonly StoredMail[]; read(id: string): StoredMail | undefined };
  /** Moves the virtual clock and runs everything that falls due. */
  readonly moveClock: (to: { readonly by: string } | { readonly to: string }) => Promise<void>;
  /** Keys of the staff's authenticator apps, by address. */
  readonly appKeys: Readonly<Record<string, string>>;
  readonly phoneTime: PhoneTime;
  readonly people: LocalHomeFacts['people'];
  /** The user's own stores, which are read and never written. */
  readonly ownStores: LocalHomeFacts['ownStores'];
}

export interface LocalPages {
  /** Serves the pages that only the local run has; undefined for all others. */
  serve(event: APIGatewayProxyEventV2): Promise<PlainAnswer | undefined>;
  /** Adds to the top of every page the bar that says "local run" and moves the clock. */
  withBar(answer: PlainAnswer, path: string): PlainAnswer;
}

export function localPages(settings: LocalPagesSettings): LocalPages {
  const read = new Set<string>();
  const bar = (path: string) =>
    LocalBar({
      now: settings.now(),
      zone: settings.desk.zone,
      move: { action: '/local/clock', hidden: { back: path } },
      homeUrl: '/local',
      inboxUrl: '/inbox',
      unread: settings.mails.list().filter((mail) => !read.has(mail.messageId)).length,
      ownStores: settings.ownStores.length,
    }).toString();
  const withBar = (answer: PlainAnswer, path: string): PlainAnswer => {
    if (!String(answer.headers['content-type'] ?? '').startsWith('text/html')) return answer;
    const html = answer.body
      .toString('utf8')
      .replace('<header', `<div class="notice">${bar(path)}</div><header`);
    return { ...answer, body: Buffer.from(html) };
  };
  const frame = { controller: settings.desk.controller };
  const page = (content: Page, path: string, frames = false) =>
    withBar(htmlAnswer(renderPage(content), contentSecurityPolicy({ frames })), path);
  const routes: Readonly<Record<string, (event: APIGatewayProxyEventV2) => Promise<PlainAnswer>>> = {
    local: async (event) => {
      if (event.requestContext.http.method === 'POST') return clockMoved(settings, event);
      if (event.rawPath === '/local/phones') return page(phonesPage(settings), event.rawPath);
      const { people, ownStores } = settings;
      return page(LocalHome({ ...frame, groups: homeGroups(), people, ownStores }), event.rawPath);
    },
    inbox: async (event) => {
      const [, , id, part] = event.rawPath.split('/');
      if (!id)
        return page(
          InboxPage({ ...frame, zone: settings.desk.zone, mails: entries(settings, read) }),
          '/inbox',
        );
      const mail = settings.mails.read(id);
      if (!mail) return page(BrokenLinkPage({ ...frame, formUrl: '/' }), '/inbox');
      read.add(id);
      if (part === 'html') return htmlAnswer(framedMail(mail.html ?? ''), framedMailPolicy);
      return page(mailPage(settings, mail), event.rawPath, true);
    },
  };
  return { withBar, serve: async (event) => routes[event.rawPath.split('/')[1] ?? '']?.(event) };
}

function phonesPage({ desk, appKeys, phoneTime }: LocalPagesSettings): Page {
  const now = phoneTime.epochMs();
  const phones = Object.entries(appKeys).map(([email, key]) => ({ email, code: shownNow(key, now) }));
  return Phones({ controller: desk.controller, phones });
}

function mailPage({ desk }: LocalPagesSettings, mail: StoredMail): Page {
  return InboxMail({
    controller: desk.controller,
    from: mail.from,
    to: mail.to.join(', '),
    subject: mail.subject,
    sentAt: mail.sentAt,
    zone: desk.zone,
    text: mail.text ?? '',
    htmlUrl: `/inbox/${mail.messageId}/html`,
    inboxUrl: '/inbox',
    origin: desk.baseUrl,
  });
}

function entries({ mails }: LocalPagesSettings, read: ReadonlySet<string>) {
  return [...mails.list()]
    .sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))
    .map((mail) => ({
      url: `/inbox/${mail.messageId}`,
      to: mail.to.join(', '),
      subject: mail.subject,
      sentAt: mail.sentAt,
      unread: !read.has(mail.messageId),
    }));
}

async function clockMoved(settings: LocalPagesSettings, event: APIGatewayProxyEventV2): Promise<PlainAnswer> {
  const text = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
  const fields = new URLSearchParams(text);
  const by = fields.get('by');
  const to = fields.get('to');
  if (by && /^P(T?\d+[DHM])+$/.test(by)) await settings.moveClock({ by });
  if (to && /^\d{4}-\d{2}-\d{2}$/.test(to)) await settings.moveClock({ to });
  const back = fields.get('back') ?? '/local';
  const location = /^\/(?!\/)/.test(back) ? back : '/local';
  return { status: 303, headers: { location }, body: Buffer.alloc(0) };
}

function htmlAnswer(html: string, policy: string): PlainAnswer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: Buffer.from(html),
  };
}

function homeGroups(): LocalHomeFacts['groups'] {
  return [
    {
      title: 'For customers',
      links: [
        { url: '/', label: 'The request form', hint: 'Where every request begins' },
        {
          url: '/correct',
          label: 'Correct my data',
          hint: 'Point by point: what is wrong, and what is right',
        },
        { url: '/opt-out', label: 'The short form', hint: 'To stop marketing or sale: two fields, no proof' },
      ],
    },
    {
      title: 'For staff',
      links: [
        {
          url: '/s',
          label: 'Open requests',
          hint: 'Sign in as alma@example.com; link and code come by mail, the second code from her phone',
        },
        {
          url: '/s/enter',
          label: 'Enter a letter or a call',
          hint: 'With the day on which it really arrived',
        },
      ],
    },
    {
      title: 'On this machine',
      links: [
        { url: '/inbox', label: 'The inbox', hint: 'Every mail the desk sent; none leaves this machine' },
        { url: '/local/phones', label: 'The staff’s phones', hint: 'What their authenticator apps show now' },
      ],
    },
  ];
}
