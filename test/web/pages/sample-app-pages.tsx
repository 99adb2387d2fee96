import type { Page } from '../../../functions/web/parts/layout';
import { AppPage, type AppPageFacts } from '../../../functions/web/staff/app-page';
import { AppSignIn } from '../../../functions/web/staff/app-sign-in';
import { FactorFirst } from '../../../functions/web/staff/factor-first-view';
import { NotMyApp } from '../../../functions/web/staff/not-my-app';
import { type Foreign, form, frame, nav, nickname } from './sample-facts';

/** The pages about the authenticator app, in every state. */
export function appPages(foreign: Foreign): Record<string, Page> {
  const app = {
    staffId: 'alma',
    name: foreign.name,
    since: '2026-11-30T09:00:00.000Z',
    countsFrom: '2026-12-02T09:00:00.000Z',
  };
  const waiting = [{ ...app, mayConfirm: true }];
  const key = {
    uri: 'otpauth://totp/Rightsdesk:alma?secret=JBSWY3DPEHPK3PXP&issuer=Rightsdesk',
    secret: 'JBSWY3DPEHPK3PXP',
  };
  const page = (own: AppPageFacts['own'], more: Partial<AppPageFacts> = {}) => (
    <AppPage {...frame} nav={nav} zone="Europe/Berlin" form={form} waiting={[]} own={own} {...more} />
  );
  const confirmers = [foreign.name, 'Bruno'];
  return {
    'app-none': page({ state: 'none', staffId: 'alma' }),
    'app-set-up': page(
      { state: 'set-up', ...key, confirmers },
      { errors: { 'set-up-totp': 'That is not what the app shows for this key.' } },
    ),
    'app-pending': page({ state: 'pending', app, confirmers }),
    'app-confirmed': page({ state: 'confirmed', staffId: 'alma', recoveryLeft: 7 }, { waiting }),
    'app-new-codes': page(
      { state: 'confirmed', staffId: 'alma', recoveryLeft: 10 },
      { newCodes: ['abcde-fghjk', 'mnpqr-stuvw'] },
    ),
    'app-sign-in': <AppSignIn {...frame} form={form} error="That is not what your app shows now." />,
    'factor-first': (
      <FactorFirst {...frame} nickname={nickname} why="shown" form={form} confirmation={{ kind: 'totp' }} />
    ),
    'factor-first-none': (
      <FactorFirst
        {...frame}
        nickname={nickname}
        why="word"
        form={form}
        confirmation={{ kind: 'no-app', staffId: 'alma', onPage: true }}
        error="Your authenticator app is not set up yet."
      />
    ),
    'not-my-app': <NotMyApp {...frame} name={foreign.name} state="ask" form={form} />,
    'not-my-app-removed': <NotMyApp {...frame} name={foreign.name} state="removed" />,
    'not-my-app-none': (
      <NotMyApp {...frame} name={foreign.name} state="none" command="npx rightsdesk reset-app alma" />
    ),
  };
}
