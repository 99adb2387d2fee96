import type { Context } from 'hono';
import type { SessionItem } from '../../../domain/desk-items';
import type { Fields } from '../../form-fields';
import { actOutcomePage } from '../act-outcome-page';
import { factorFirst } from '../factor-first';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { ActResult } from './act-result';
import { decisionOutcomeText } from './decision-outcome-text';
import { insteadOfPage } from './open-decision';
import { showDecision } from './show-decision';

interface Come {
  /** Ids of the staff whose own request it is. */
  readonly asking: readonly string[];
  /** With no errors: the page as it is. */
  readonly result: ActResult;
  /** What was posted with the form, or was carried by a page that asked for a code. */
  readonly typed: Fields | undefined;
}

/** Shows the result of an act, the reason why the page does not open, or the decision page itself. */
export async function decisionReply(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  { asking, result, typed }: Come,
): Promise<Response> {
  if ('done' in result) return actOutcomePage(deps, c, page, result.done, decisionOutcomeText(result.done));
  if ('shown' in result) return c.redirect(`${page.action}?done=${result.shown}`, 303);
  if ('errors' in result) {
    const again = typed && { values: typed, errors: result.errors };
    return showDecision(deps, c, page, { asking, again });
  }
  const reopen = (session: SessionItem, kept: Fields) => {
    const opened = { ...page, session };
    const instead = insteadOfPage(opened, asking) ?? { errors: {} };
    return decisionReply(deps, c, opened, { asking, result: instead, typed: kept });
  };
  return factorFirst(deps, c, page, { fields: typed ?? {}, why: result.needs, reopen });
}
