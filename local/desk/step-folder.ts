/** The folder of a state in `functions/steps`, e.g. `search-stores` for the state `Search Stores`. */
export function stepFolderOf(state: string): string {
  return state.toLowerCase().replaceAll(' ', '-');
}
