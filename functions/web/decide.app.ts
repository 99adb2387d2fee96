import type { Hono } from 'hono';
import { decideRoutes } from './staff/decide/decide.routes';
import { type StaffAppSettings, staffFrame } from './staff/staff-frame';

/** The pages behind a mailed link to a decision: what would be given, and the acts that are lawful now. */
export function decideApp(settings: StaffAppSettings): Hono {
  const app = staffFrame(settings);
  app.route('/', decideRoutes(settings.deps));
  return app;
}
