import * as z from 'zod/mini';
import type { KindDefinition } from '../../../functions/connectors/kind-definition';

interface ShelfPlace {
  readonly shelf?: string | undefined;
  readonly labels?: string[] | undefined;
}

/** A kind of store that exists only in this test: cards on shelves, found by the text of their labels. */
export const shelf: KindDefinition<'room', ShelfPlace> = {
  kind: 'shelf',
  isSearched: true,
  settings: {
    room: {
      description: 'For shelf: the room.',
      example: 'cellar',
      form: { pattern: /^[a-z]+$/, problem: 'is not the name of a room' },
    },
  },
  place: {
    shelf: z.optional(z.string()).check(z.describe('Shelf: its number.')),
    labels: z.optional(z.array(z.string())).check(z.describe('Shelf: fields on the labels.')),
  },
  storeFaults: ({ connection }) =>
    connection.room === undefined
      ? [{ path: ['connection', 'room'], problem: 'is missing', remedy: 'Name the room.' }]
      : [],
  traits: ({ physical }) => ({ searchedBy: physical.labels ?? [] }),
  mapFaults: (drafts) =>
    drafts
      .filter(({ store, physical }) => store.kind !== 'shelf' && physical.shelf !== undefined)
      .map(({ file, path }) => ({ file, path, problem: 'has no shelf', remedy: 'leave it out' })),
  searchGaps: ({ physical }) =>
    physical.shelf === undefined
      ? [{ problem: 'does not say on which shelf', remedy: 'set physical.shelf', concerns: 'both' }]
      : [],
  permissions: ({ collections }, { room = '' }, { partition, account }) => [
    {
      actions: ['shelf:Open'],
      resources: collections.map(
        ({ physical }) => `arn:${partition}:shelf::${account}:${room}/${physical.shelf}`,
      ),
    },
  ],
};
