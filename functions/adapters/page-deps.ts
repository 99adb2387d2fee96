import type { DeskDeps } from '../domain/desk-deps';
import { documentClient, smallObjectsFrom } from './adapters-from-environment';
import { type CaseDeps, caseParts } from './case-deps';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';

/**
 * What a function may ask for whose pages show what was found or take files: nothing that works through a
 * store, and no client of S3.
 */
export type PageDeps = CaseDeps & Pick<DeskDeps, 'objects'>;

/** See {@link PageDeps}; each part is made when it is first asked for. */
export function pageDeps(): PageDeps {
  const dynamo = documentClient();
  const deps: PageDeps = madeWhenAsked<PageDeps>({
    ...caseParts(deskData(), dynamo),
    objects: () => smallObjectsFrom(dynamo, deps.vault),
  });
  return deps;
}
