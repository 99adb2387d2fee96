interface Page {
  readonly Items?: Record<string, unknown>[] | undefined;
  readonly LastEvaluatedKey?: Record<string, unknown> | undefined;
}

/** All items of a query or scan, page by page: DynamoDB returns at most 1 MB at a time. */
export async function* pages(
  ask: (start: Record<string, unknown> | undefined) => Promise<Page>,
): AsyncIterable<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await ask(start);
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}
