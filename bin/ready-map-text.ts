/** What was written, for people and programs. */
export interface UsedMap {
  readonly file: string;
  readonly title: string;
  readonly store: string | undefined;
  readonly prefix: string;
  /** Tables and columns of the ready map that the file does not have. */
  readonly leftOut: readonly string[];
  /** What only the shop can answer. */
  readonly questions: readonly string[];
}

interface ListedMap {
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly fits: readonly string[];
  readonly countries: readonly string[];
}

export function readyMapLines({ name, title, kind, fits, countries }: ListedMap): string[] {
  return [
    `${name}: ${title}, in a store of kind ${kind}`,
    ...fits.map((one) => `  ${one}`),
    ...(countries.length > 0 ? [`  laws on keeping orders: ${countries.join(', ')}`] : []),
  ];
}

export function usedMapLines({ file, title, store, leftOut, questions }: UsedMap, config: string): string[] {
  const left =
    leftOut.length === 0 ? [] : ['', 'Left out, since your shop does not have it or may not have it:'];
  return [
    `${file}: written, the data map of ${title}. It is yours now: change what differs.`,
    ...left,
    ...leftOut.map((one) => `  - ${one}`),
    '',
    'Only you can answer:',
    ...questions.map((one) => `  - ${one}`),
    '',
    `Then list it in ${config}, under datasets of ${store ? `the store ${store}` : 'the store'} and under systems, and run: npx rightsdesk map check`,
  ];
}
