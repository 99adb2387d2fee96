import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDriver } from '../../functions/casework/driver/ensure-driver';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { NewEvent } from '../../functions/domain/events';
import { allows } from '../../functions/domain/guards';
import { machineFor } from '../../functions/domain/machine';
import { rightNames, rights } from '../../functions/domain/rights';
import { MemoryRegister } from '../fakes/memory-register';
import { MemoryWorkflow } from '../fakes/memory-workflow';
import { testClock } from '../fakes/test-clock';
import { anEvent, aRequest, eventTypes, type Step } from './a-log';

const free = rightNames.filter((right) => !rights[right].proof);
const variants: readonly NewEvent[] = [
  ...eventTypes.map((type) => anEvent(type)),
  anEvent('closed', { outcome: 'unverified' }),
  anEvent('decided', { decision: 'handed-over' }),
];
const barred = ['identity-verified', 'search-started', 'manifest-frozen', 'decision-asked', 'decided'];

/** Every log of legal events up to this depth, one for each status and set of relevant events. */
function everyWay(first: Step, depth: number): DataSubjectRequest[] {
  const seen = new Map<string, { steps: Step[]; request: DataSubjectRequest }>();
  let edge = [{ steps: [first], request: aRequest(first) }];
  for (let level = 0; level <= depth && edge.length > 0; level += 1) {
    const fresh = edge.filter(({ request }) => !seen.has(stateOf(request)));
    for (const way of fresh) seen.set(stateOf(way.request), way);
    edge = fresh.flatMap(({ steps, request }) =>
      variants
        .filter((event) => allows(request, event))
        .map((event) => ({ steps: [...steps, event], request: aRequest(...steps, event) })),
    );
  }
  return [...seen.values()].map((way) => way.request);
}

function stateOf(request: DataSubjectRequest): string {
  const turns = new Set(
    request.log.map((e) => e.type).filter((t) => /withdrawn|finished|reopened|opted/.test(t)),
  );
  return JSON.stringify([request.status, request.outcome, [...turns].sort()]);
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

function machine(name: string): { StartAt: string; States: Record<string, State> } {
  return JSON.parse(readFileSync(join(__dirname, `../../statemachines/${name}.asl.json`), 'utf8'));
}

/** Every state that an execution can reach. */
function reachable(name: string): string[] {
  const { StartAt, States } = machine(name);
  const seen = new Set<string>();
  const visit = (state: string): void => {
    if (seen.has(state)) return;
    seen.add(state);
    for (const next of nextOf(States[state])) visit(next);
  };
  visit(StartAt);
  return [...seen];
}

function nextOf(state: State | undefined): string[] {
  const further = [{ Next: state?.Next ?? '' }, { Next: state?.Default ?? '' }];
  return [...(state?.Choices ?? []), ...(state?.Catch ?? []), ...further]
    .map((way) => way.Next)
    .filter((next) => next !== '');
}

/** How the desk would start the execution that a log calls for. */
async function started(request: DataSubjectRequest) {
  const register = new MemoryRegister({ clock: testClock(), nextCheckAt: () => undefined });
  const workflow = new MemoryWorkflow();
  register.logs.set(request.requestId, [...request.log]);
  await ensureDriver({ register, workflow }, request.requestId);
  return workflow.started.at(-1);
}

describe.each(free)('the right of %s, for which no proof may be required', (right) => {
  const ways = everyWay(anEvent('received', { right }), 6);

  it('goes through many a legal log without a verification, a search or a decision', () => {
    expect(ways.length).toBeGreaterThan(4);
    expect(ways.map((r) => r.status)).toEqual(
      expect.not.arrayContaining([
        'awaiting-verification',
        'locating',
        'awaiting-identifiers',
        'awaiting-decision',
      ]),
    );
    expect(ways.flatMap((r) => r.log.map((e) => e.type))).toEqual(expect.not.arrayContaining(barred));
  });

  it('is driven by a machine in which no state verifies or decides', async () => {
    for (const way of ways) {
      const execution = await started(way);
      const states = execution ? reachable(execution.machine) : [];

      expect(states.filter((name) => /verify|decision|search/i.test(name))).toEqual([]);
    }
  });

  it('starts with its execution, by the desk or by staff', () => {
    const request = aRequest(anEvent('received', { right }));
    const byStaff: string = rights[right].carriedOut;

    expect(machineFor(request)).toBe(byStaff === 'by-staff' ? 'answer-by-person' : 'carry-out-opt-out');
    expect(request.status).toBe(byStaff === 'by-staff' ? 'with-staff' : 'fulfilling');
  });
});

describe('the machine of a right that needs no proof', () => {
  it('is told apart from the one that verifies: the walk finds the states there', () => {
    expect(reachable('data-subject-request')).toEqual(
      expect.arrayContaining(['Verify Identity', 'Ask Decision']),
    );
    expect(reachable('answer-by-person')).toContain('Hand To Staff');
  });
});
