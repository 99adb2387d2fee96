import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METERED, meteredText, readMeteredCalls } from '../../cost/metered-calls';
import { systemClock } from '../../functions/adapters/system-clock';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { DeployedNames } from '../permissions/deployed-names';
import { PolicyBook } from '../permissions/policy-book';
import { readTemplate } from '../permissions/template';
import { bounceAMail } from './bounce';
import type { RecordedCall } from './call-recorder';
import { account, type Outputs, region } from './cdk';
import { MINISTACK } from './emulator';
import { judgeCalls } from './judge-calls';
import { checkCost, templateIn } from './metering/check-cost';
import type { MeteredWalks } from './metering/metered-walks';
import { physicalNames } from './physical-names';
import type { Progress } from './progress';
import { refusedCalls } from './refused-calls';
import { ProgramFailedError, runProgram } from './run-program';
import { unusedPermissions } from './unused-permissions';

const root = join(__dirname, '../..');

/** The desk file of the rehearsal, from the root of the project. */
export const config = 'local/rehearse/rightsdesk.yaml';

/** The parts of a rehearsal that its examination needs. */
export interface ExaminedRehearsal {
  /** Where the recorded calls, the template and the counts are kept. */
  readonly directory: string;
  readonly progress: Progress;
  /** Whether what was counted replaces `cost/metered-calls.json`. */
  readonly keepMetered: boolean;
}

/** A mail bounces, and the audit finds the moved clock and nothing else. */
export async function examine({ progress }: ExaminedRehearsal, outputs: Outputs): Promise<void> {
  await progress.step('a mail bounces', () => bounceAMail(outputs.RegisterTable), String);
  await progress.step(
    'audit verify finds the clock that was moved, and no other fault',
    () => verifyMoved(outputs),
    lastLine,
  );
}

/** No recorded call was refused, the policies allow each, and none of them allows more. */
export async function examineCalls(
  { progress, directory }: ExaminedRehearsal,
  calls: readonly RecordedCall[],
): Promise<void> {
  await progress.step('no call was refused', async () => refusedCalls(calls), String);
  const book = await readPolicies(directory);
  await progress.step('the policies of the template allow every call', () => judgeCalls(book, calls), String);
  await progress.step(
    'every right is used or has a reason',
    async () => unusedPermissions(book, calls),
    String,
  );
}

/**
 * The policies as synthesised, with the names that were deployed; these stay in the folder beside the calls.
 */
async function readPolicies(directory: string): Promise<PolicyBook> {
  const physical = await physicalNames();
  writeFileSync(join(directory, 'physical-names.json'), JSON.stringify(physical, null, 1));
  const template = readTemplate(join(directory, 'cdk.out'));
  return new PolicyBook(new DeployedNames(template, { partition: 'aws', region, account }, physical));
}

/** What was counted agrees with what `cost/` says. */
export async function examineCost(
  { progress, directory, keepMetered }: ExaminedRehearsal,
  walks: MeteredWalks,
): Promise<void> {
  const { desk } = loadDesk(config);
  const metered = walks.counted(systemClock.now().slice(0, 10), MINISTACK, {
    file: config,
    stores: desk.stores,
  });
  writeFileSync(join(directory, 'metered-calls.json'), meteredText(metered));
  if (keepMetered) writeFileSync(METERED, meteredText(metered));
  await progress.step(
    'cost',
    async () => checkCost(metered, readMeteredCalls(), templateIn(join(directory, 'cdk.out'))),
    String,
  );
}

/**
 * What comes of a desk whose clock was moved on: its entries and anchors lie in the future of whoever
 * verifies.
 */
const MOVED =
  /: (entry \d+ is dated (in the future|earlier than the entry before it)|the anchor is for an hour that has not come)$/;

async function verifyMoved(outputs: Outputs): Promise<string> {
  const said = await verifyAudit(outputs).catch((error: Error) => {
    if (error instanceof ProgramFailedError) return error.message;
    throw error;
  });
  const found = said.split('\n').filter((line) => /^(dsr-|\d{4}-)/.test(line));
  const other = found.filter((line) => !MOVED.test(line));
  if (found.length === 0 || other.length > 0) throw new Error(`not what a moved clock leaves:\n${said}`);
  return said;
}

/** The last line of what a program printed. */
export function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}

/** Runs `rightsdesk audit verify` on what was deployed, and returns what it prints. */
export function verifyAudit({ RegisterTable, EvidenceBucket }: Outputs): Promise<string> {
  return runProgram('node', [join(root, 'bin/rightsdesk.cjs'), 'audit', 'verify', '--config', config], {
    cwd: root,
    env: {
      ...process.env,
      REGISTER_TABLE: RegisterTable,
      EVIDENCE_BUCKET: EvidenceBucket,
      NODE_NO_WARNINGS: '1',
    },
  });
}
