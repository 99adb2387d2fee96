import type { KindDefinition, SettingFault, StoreSettings, StoreSurroundings } from '../kind-definition';

/** A store that no machine can search: one of the staff looks through it. */
export const manual: KindDefinition<never, Record<never, never>> = {
  kind: 'manual',
  isSearched: false,
  settings: {},
  place: {},
  refusesCorrections: true,
  storeFaults: (store, desk) => [...ownerFaults(store, desk), ...connectionFaults(store)],
  permissions: () => [],
};

function ownerFaults({ owner }: StoreSettings, { staff }: StoreSurroundings): SettingFault[] {
  const ids = staff.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const path = ['owner'];
  const remedy = `Name one of your staff: ${ids.join(', ')}.`;
  if (owner === undefined)
    return [{ path, problem: 'is missing: a manual store needs someone who looks', remedy }];
  const member = staff.find(({ id }) => id === owner);
  if (member === undefined) return [{ path, problem: `${JSON.stringify(owner)} is no staff id`, remedy }];
  if (member.may.includes('answer-tasks')) return [];
  return [
    {
      path,
      problem: `${owner} may not answer tasks`,
      remedy: `Add answer-tasks to the may list of ${owner}, or name someone else.`,
    },
  ];
}

function connectionFaults({ connection }: StoreSettings): SettingFault[] {
  const isEmpty = Object.values(connection).every((setting) => setting === undefined);
  if (isEmpty) return [];
  return [{ path: ['connection'], problem: 'a manual store has no connection', remedy: 'Remove it.' }];
}
