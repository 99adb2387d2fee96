import type { EraseInstruction, EraseReceipt } from '../../connectors/connector';
import { allOf, type DataSubjectRequest, mayCarryOut, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseInstructions, inFewCalls } from '../../domain/erase-instructions';
import type { ReadingResult } from '../../domain/erasure-reading';
import type { Drift } from '../../domain/events';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { callStore } from '../../findings/call-store';
import type { ErasureRecord } from '../../findings/erasure-records';
import { orNoteUnavailable } from '../../findings/note-unavailable';
import { readAgain } from '../../findings/read-again';
import { frozenManifest } from '../../findings/stored-findings';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'stores' | 'map' | 'clock'>;

export interface EraseStoreInput {
  readonly requestId: string;
  readonly storeId: string;
  readonly round: number;
}

/** Erases in one store what was approved (or, in a later round, what the last reading found left), then reads that store again by the same searches. */
export function eraseStore(deps: Deps) {
  return async (input: EraseStoreInput): Promise<{ done: true }> => {
    const { requestId, storeId } = input;
    const request = mustBeOpen(await deps.register.load(requestId));
    if (!mayCarryOut(request, 'erasure') || wasErased(request, input)) return { done: true };
    await orNoteUnavailable(deps, { requestId, storeId, phase: 'erase' }, () =>
      eraseAndRead(deps, request, input),
    );
    return { done: true };
  };
}

function wasErased(request: DataSubjectRequest, { storeId, round }: EraseStoreInput): boolean {
  return allOf(request.log, 'store-erased').some((e) => e.data.storeId === storeId && e.data.round === round);
}

async function eraseAndRead(deps: Deps, request: DataSubjectRequest, input: EraseStoreInput): Promise<void> {
  const manifest = await frozenManifest(deps, request);
  const { rows, drift } = await rowsToErase(deps, request, manifest, input);
  const receipt = drift
    ? { collections: [] }
    : await carryOut(deps, input.storeId, instructionsFor(deps, input.storeId, rows));
  const reading = await readAgain(deps, request, manifest, input.storeId);
  const found = drift ?? reading.drift;
  const record: ErasureRecord = {
    storeId: input.storeId,
    round: input.round,
    at: deps.clock.now(),
    receipt,
    left: reading.left,
    kept: reading.kept,
    found: reading.found,
    ...(found ? { drift: found } : {}),
  };
  const object = await deps.objects.put(
    request.requestId,
    `erased/${input.storeId}/${input.round}.json`,
    record,
  );
  await appendErased(deps, request, { input, receipt, reading, object });
}

/** The first round takes the manifest; every later one what a fresh reading finds, unless that is more than was approved. */
async function rowsToErase(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, round }: EraseStoreInput,
): Promise<{ rows: readonly ManifestCollection[]; drift?: Drift }> {
  if (round === 1) return { rows: manifest.stores.find((s) => s.storeId === storeId)?.collections ?? [] };
  const { left, drift } = await readAgain(deps, request, manifest, storeId);
  return { rows: left, ...(drift ? { drift } : {}) };
}

function instructionsFor(
  deps: Deps,
  storeId: string,
  rows: readonly ManifestCollection[],
): EraseInstruction[] {
  const store = deps.map.stores.find((s) => s.storeId === storeId);
  return store ? eraseInstructions(store, rows) : [];
}

async function carryOut(
  deps: Deps,
  storeId: string,
  instructions: readonly EraseInstruction[],
): Promise<EraseReceipt> {
  const collections: EraseReceipt['collections'][number][] = [];
  for (const together of inFewCalls(instructions)) {
    const receipt = await callStore(deps, storeId, { op: 'erase', instructions: together });
    collections.push(...receipt.collections);
  }
  return { collections };
}

interface Erased {
  readonly input: EraseStoreInput;
  readonly receipt: EraseReceipt;
  readonly reading: ReadingResult;
  readonly object: string;
}

async function appendErased(deps: Deps, request: DataSubjectRequest, erased: Erased): Promise<void> {
  const { storeId, round } = erased.input;
  const sum = (of: 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared') =>
    erased.receipt.collections.reduce((total, c) => total + c[of], 0);
  await deps.register.append(request.requestId, `erase-${storeId}-${round}`, () => ({
    type: 'store-erased',
    data: {
      storeId,
      round,
      erased: sum('erased'),
      anonymised: sum('anonymised'),
      alreadyAbsent: sum('alreadyAbsent'),
      keptShared: sum('keptShared'),
      retained: erased.reading.kept,
      remaining: erased.reading.leftCount,
      object: erased.object,
    },
    actor: { kind: 'desk' },
  }));
}
