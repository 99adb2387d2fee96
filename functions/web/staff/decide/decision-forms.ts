import { randomBytes } from 'node:crypto';
import type { FormTarget } from '../../parts/form-parts';
import { hiddenOf, type StaffPage } from '../staff-page';
import { versionStamp } from './shown-version';

/** Builds a form of the decision page, for one act or for those that its buttons name. */
export type FormFor = (act?: string, more?: Readonly<Record<string, string>>) => FormTarget;

/**
 * Forms of the decision page. Each carries the session's CSRF value, the version of what is shown, and an id
 * of its own, by which a second click is recognised.
 */
export function decisionForms(page: StaffPage): FormFor {
  const common = { ...hiddenOf(page), ...versionStamp(page.request) };
  return (act, more = {}) => ({
    action: page.action,
    hidden: { ...common, once: randomBytes(9).toString('base64url'), ...(act ? { act } : {}), ...more },
  });
}
