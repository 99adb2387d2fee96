import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { firstChainFault } from '../../functions/adapters/event-chain';
import { startDesk } from '../desk/start-desk';
import { freePort } from '../free-port';
import { accessStory } from './access-story';
import { deadlineStory } from './deadline-story';
import { DeskWalk } from './desk-walk';
import { erasureStory } from './erasure-story';
import { Narrator, words } from './narrator';
import { readShop } from './shop-lines';
import type { StoryTools } from './story';

export interface DemoOptions {
  /** Folder for what the demo leaves behind. */
  readonly output: string;
  readonly print: (line: string) => void;
}

/** A Monday morning, later than anything in the sample shop. */
const BEGIN = '2026-10-05T09:00:00Z';

/** Files of an earlier demo in the output folder. */
const EVIDENCE = /^(DSR-.*\.zip|completion-report\.(html|json)|log\.json)$/;

/**
 * Plays three requests from form to report on a desk of its own, then stops the desk. Throws
 * `DemoFailedError` when a claim does not hold.
 */
export async function runDemo({ output, print }: DemoOptions): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-demo-'));
  const tell = new Narrator(print);
  const kept: string[] = [];
  emptyOf(output);
  print(
    "Rightsdesk demo. Alma's Lamps is an invented shop in Berlin with invented customers. Nothing leaves",
  );
  print(
    'this machine: the mails are real mails of the desk, kept in a folder; the pages are its real pages.\n',
  );
  print('Starting the desk and filling the stores of the shop ...');
  const desk = await startDesk({ directory, port: await freePort(), now: BEGIN });
  try {
    print(
      `Ready after ${tell.secondsSoFar.toFixed(1)} s. In the shop it is ${words.date(BEGIN.slice(0, 10))}.`,
    );
    const tools: StoryTools = {
      walk: new DeskWalk(desk),
      tell,
      shop: () => readShop(desk.environment),
      keep: (name, content) => {
        writeFileSync(join(output, name), content);
        kept.push(name);
      },
    };
    const ids = [await accessStory(tools), await erasureStory(tools), await deadlineStory(tools)];
    await keepLog(tools, ids);
  } finally {
    await desk.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  print(`\n${tell.checked} claims checked, all hold. ${tell.secondsSoFar.toFixed(0)} s. Look at:`);
  for (const name of kept) print(`  ${join(relative(process.cwd(), output) || '.', name)}`);
}

function emptyOf(output: string): void {
  mkdirSync(output, { recursive: true });
  for (const name of readdirSync(output)) if (EVIDENCE.test(name)) rmSync(join(output, name));
}

/** Keeps every entry about the three requests, and checks that none was changed since it was written. */
async function keepLog({ walk, tell, keep }: StoryTools, ids: readonly string[]): Promise<void> {
  tell.chapter('What the register says');
  const requests = await Promise.all(ids.map((id) => walk.load(id)));
  const entries = requests.reduce((sum, { log }) => sum + log.length, 0);
  tell.check(
    `${entries} entries about ${ids.length} requests; each carries the hash of the one before, and the chain is intact`,
    requests.every(({ log }) => firstChainFault(log) === undefined),
  );
  const logs = requests.map(({ requestId, right, status, outcome, log }) => ({
    reference: words.reference(requestId),
    right,
    status,
    outcome,
    log,
  }));
  keep('log.json', `${JSON.stringify(logs, null, 2)}\n`);
}
