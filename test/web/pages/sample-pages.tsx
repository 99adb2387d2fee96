import type { Page } from '../../../functions/web/parts/layout';
import { type Foreign, friendly } from './sample-facts';
import { localPages } from './sample-local-pages';
import { customerPages } from './sample-requester-pages';
import { staffPages } from './sample-staff-pages';

/** Every page, in every state that looks different, by name. */
export function samplePages(foreign: Foreign = friendly): Record<string, Page> {
  return { ...customerPages(foreign), ...staffPages(foreign), ...localPages(foreign) };
}
