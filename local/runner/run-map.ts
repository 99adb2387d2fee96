import type { Frame } from './frame';
import { Interrupted, onInterrupt } from './frame';
import { readOrFail } from './intrinsic';
import type { Json, JsonObject } from './json';
import { runtimeError } from './state-error';
import type { MapState, StateGraph } from './state-machine';

/** One run of a Map over its items. */
export interface MapRun {
  readonly state: MapState;
  readonly input: Json;
  readonly frame: Frame;
  /** The context object with the Map's own State in it. */
  readonly context: JsonObject;
  readonly runGraph: (graph: StateGraph, input: Json, frame: Frame) => Promise<Json>;
}

/**
 * Runs a Map's processor once per item, at most MaxConcurrency at a time; the outputs keep the order of the items. The
 * first iteration to fail fails the Map with its error and interrupts the others.
 *
 * @see https://states-language.net/spec.html#map-state
 */
export async function runMap(run: MapRun): Promise<Json> {
  const items = itemsOf(run);
  const siblings = new AbortController();
  const unwatch = onInterrupt(run.frame, (reason) => siblings.abort(reason));
  const outputs: Json[] = items.map(() => null);
  const pending = items.entries();
  const worker = async () => {
    for (const [index, item] of pending) {
      outputs[index] = await runIteration(run, { index, item, signal: siblings.signal });
    }
  };
  const width =
    run.state.maxConcurrency === 0 ? items.length : Math.min(run.state.maxConcurrency, items.length);
  try {
    await Promise.all(Array.from({ length: width }, worker));
  } catch (error) {
    siblings.abort(new Interrupted('ABORTED'));
    throw error;
  } finally {
    unwatch();
  }
  return outputs;
}

function itemsOf({ state, input, context }: MapRun): readonly Json[] {
  const items = state.itemsPath === undefined ? input : readOrFail(state.itemsPath, { input, context });
  if (!Array.isArray(items))
    throw runtimeError(`Reference path ${state.itemsPath?.text ?? '$'} must point to array.`);
  return items;
}

interface Iteration {
  readonly index: number;
  readonly item: Json;
  readonly signal: AbortSignal;
}

function runIteration(
  { state, input, frame, context, runGraph }: MapRun,
  iteration: Iteration,
): Promise<Json> {
  const position = { Map: { Item: { Index: iteration.index, Value: iteration.item } } };
  const selected = state.itemSelector?.({ input, context: { ...context, ...position } }) ?? iteration.item;
  const inner: Frame = { ...frame, signal: iteration.signal, context: { ...frame.context, ...position } };
  return runGraph(state.processor, selected, inner);
}
