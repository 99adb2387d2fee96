import type { DeskDeps } from '../domain/desk-deps';
import { documentClient, smallObjectsFrom } from './adapters-from-environment';
import { type CaseDeps, caseParts } from './case-deps';
import { deskData } from './desk-data';
import { madeWhenAsked } from './made-when-asked';

/** What a function needs whose pages show findings or take files. It has no stores and no client of S3. */
export type PageDeps = CaseDeps & Pick<DeskDeps, 'objects'>;

/** {@link PageDeps}, each part built on its first use. */
export function pageDeps(): PageDeps {
  const dynamo = documentClient();
  const deps: PageDeps = madeWhenAsked<PageDeps>({
    ...caseParts(deskData(), dynamo),
    objects: () => smallObjectsFrom(dynamo, deps.vault),
  });
  return deps;
}
