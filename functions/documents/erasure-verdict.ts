import type { CompletionReport } from './completion-facts';
import type { CompletionInput, RestWord } from './completion-input';

/**
 * The result of an erasure in one word. `erased`: all of it, nothing kept and nothing open. `nothing-left`:
 * nothing was there (any more). `nothing-yet`: nothing was done, and something is open. `rest-follows`: all
 * is done but what others were asked for and confirm later.
 */
export type ErasureVerdict =
  | 'erased'
  | 'some-kept'
  | 'mostly-kept'
  | 'all-kept'
  | 'part-done'
  | 'rest-follows'
  | 'nothing-yet'
  | 'nothing-left';

/** Derived from the report itself, so that a mail's subject can claim no more than the report. */
export function erasureVerdict({ stores }: CompletionInput, report: CompletionReport): ErasureVerdict {
  const { erased, anonymised, retained, keptShared } = report.totals;
  const words: RestWord[] = stores.flatMap((store) =>
    store.state === 'by-person' ? (store.answer ?? []) : store.state === 'erased' ? (store.rest ?? []) : [],
  );
  const done = erased + anonymised + words.filter(isDone).length;
  const stay = report.missing.filter(
    ({ reason }) => reason === 'said-not-yours' || reason === 'not-carried-out',
  ).length;
  const kept = retained + keptShared + stay + words.filter(({ outcome }) => outcome === 'kept').length;
  const open = report.missing.filter(({ settled }) => !settled);
  if (open.some(({ reason }) => reason !== 'not-confirmed')) return done > 0 ? 'part-done' : 'nothing-yet';
  if (open.length > 0) return 'rest-follows';
  if (done === 0) return kept > 0 ? 'all-kept' : 'nothing-left';
  if (kept + keptInPart(stores) === 0) return 'erased';
  return kept > done ? 'mostly-kept' : 'some-kept';
}

/** Said to be erased, and not still there. */
function isDone({ outcome, stillThere = 0 }: RestWord): boolean {
  return outcome === 'done' && stillThere === 0;
}

/** Records that were blanked, and in which something about the person stays. */
function keptInPart(stores: CompletionInput['stores']): number {
  const collections = stores.flatMap((store) => (store.state === 'erased' ? store.collections : []));
  return collections
    .filter(({ blanking }) => blanking && !blanking.unlinked)
    .reduce((sum, { anonymised }) => sum + anonymised, 0);
}
