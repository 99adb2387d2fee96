/**
 * `search-stores` as `SearchStores`: the id of a construct from the name of a function or a state machine.
 */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
