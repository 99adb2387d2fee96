import type { Page } from '../../../functions/web/parts/layout';
import { shownText } from '../../../functions/words/shown-text';
import { InboxMail } from '../../../local/pages/inbox-mail';
import { InboxPage } from '../../../local/pages/inbox-page';
import { LocalBar } from '../../../local/pages/local-bar';
import { LocalHome } from '../../../local/pages/local-home';

import { type Foreign, frame, reference } from './sample-facts';
export function localPages(foreign: Foreign): Record<string, Page> {
  const notice = (
    <LocalBar
      now="2026-11-30T08:05:00.000Z"
      zone="Europe/Berlin"
      move={{ action: '/local/clock' }}
      homeUrl="/local"
      inboxUrl="/inbox"
      unread={2}
      ownStores={0}
    />
  );
  const local = { ...frame, notice };
  return {
    inbox: (
      <InboxPage
        {...local}
        zone="Europe/Berlin"
        mails={[
          {
            url: '/inbox/1',
            to: foreign.email,
            subject: `We have your request (${reference})`,
            sentAt: '2026-11-24T10:00:00.000Z',
            unread: true,
          },
        ]}
      />
    ),
    'inbox-empty': <InboxPage {...local} zone="Europe/Berlin" mails={[]} />,
    'inbox-mail': (
      <InboxMail
        {...local}
        from="Alma’s Lamps <privacy@lamps.example.com>"
        to={foreign.email}
        subject="We have your request"
        sentAt="2026-11-24T10:00:00.000Z"
        zone="Europe/Berlin"
        text={`Hello,\n\n${shownText(foreign.message)}\n\nhttp://127.0.0.1:8080/v/abc\n`}
        htmlUrl="/inbox/1/html"
        inboxUrl="/inbox"
        origin="http://127.0.0.1:8080"
      />
    ),
    'local-home': (
      <LocalHome
        {...local}
        groups={[
          {
            title: 'For the people whose data it is',
            links: [{ url: '/', label: 'The request form', hint: 'Where everything begins.' }],
          },
        ]}
        people={[{ email: foreign.email, what: 'Four orders, one of them as a guest.' }]}
        ownStores={[]}
      />
    ),
    'local-home-own-stores': (
      <LocalHome
        {...local}
        groups={[]}
        people={[]}
        ownStores={[{ id: 'sessions', title: foreign.message, where: 'DynamoDB in AWS, eu-central-1' }]}
      />
    ),
  };
}
