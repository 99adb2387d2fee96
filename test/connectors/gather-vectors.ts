import type { KeptVector } from '../../functions/domain/asked-vectors';

export async function gatherVectors(vectors: AsyncIterable<KeptVector> | undefined): Promise<KeptVector[]> {
  if (!vectors) throw new Error('the connector offers no vectors');
  const all: KeptVector[] = [];
  for await (const vector of vectors) all.push(vector);
  return all;
}
