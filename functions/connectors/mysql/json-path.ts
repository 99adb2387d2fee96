/**
 * The paths of MySQL for a path of the map: a number may be a place in a list or the name of a member, and
 * only one of them exists in a document.
 */
export function jsonPaths(steps: readonly string[]): string[] {
  return steps.reduce<string[]>(
    (paths, step) => paths.flatMap((path) => stepForms(step).map((form) => `${path}${form}`)),
    ['$'],
  );
}

function stepForms(step: string): string[] {
  const name = `.${JSON.stringify(step)}`;
  return /^\d+$/.test(step) ? [`[${step}]`, name] : [name];
}
