import { Hono } from 'hono';
import type { Desk } from '../../functions/domain/desk';
import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld } from '../builders/a-world';
import { Browser } from '../web/staff/browser';

/** The public form of a desk under these laws, with access to what it puts into the inbox. */
export function openForm(...regimes: string[]) {
  return openFormOf(aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) }));
}

/** Like {@link openForm}, for the given desk. */
export function openFormOf(desk: Desk) {
  const world = aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
  const seal = async (requestId: string, form: unknown) => world.vault.sealItem(requestId, form);
  const app = new Hono().route('/', intakeRoutes({ ...world, seal, announce: async () => undefined }));
  return { world, browser: new Browser(app) };
}
