import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskWalk } from '../../local/demo/desk-walk';
import { type DeskOptions, startDesk } from '../../local/desk/start-desk';

/**
 * A desk for whole journeys: real handlers, real state machines, real stores of the sample shop, and a clock
 * that tests move.
 */
export async function startJourney(options: Partial<DeskOptions> = {}): Promise<DeskWalk> {
  process.env.LOG_LEVEL = 'SILENT';
  const { directory, ...others } = options;
  const desk = await startDesk({
    ...(directory
      ? { directory }
      : { directory: mkdtempSync(join(tmpdir(), 'rightsdesk-')), tables: 'in memory' }),
    // Ports below those that the system gives to outgoing connections.
    port: 10_000 + Math.floor(Math.random() * 20_000),
    now: '2026-03-05T09:00:00Z',
    ...others,
  });
  return new DeskWalk(desk);
}
