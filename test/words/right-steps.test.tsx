import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { HandedOver } from '../../functions/web/staff/handed-over';
import { rightSteps } from '../../functions/words/right-steps';
import { handOverGuides } from '../../functions/words/status-labels';
import { form, frame, nickname, reference, refusing, staffTimeline } from '../web/pages/sample-facts';

/** The page on which staff handle a request for a right. */
function page(right: Right, reason: 'right-by-staff' | 'child' = 'right-by-staff'): string {
  return String(
    <HandedOver
      {...frame}
      {...{ reference, nickname, right, reason, form, grounds: refusing.grounds }}
      forWhom="self"
      relation="customer"
      requester={{ email: 'ada@example.com' }}
      timeline={staffTimeline}
    />,
  );
}

const own = rightNames.filter((right) => rightSteps[right] !== undefined);
const text = (html: string) => html.replaceAll('&#39;', "'").replaceAll('&amp;', '&');

describe('a right that staff carry out', () => {
  it('has steps of its own if only some laws have it', () => {
    const byLaw = [
      'opt-out-of-profiling',
      'admt-opt-out',
      'admt-access',
      'third-party-list',
      'deindexation',
      'nomination',
    ];

    expect(own).toEqual(expect.arrayContaining(byLaw));
    expect(own.every((right) => ['by-staff', 'opt-out'].includes(rights[right].carriedOut))).toBe(true);
  });

  it.each(own)('shows them in place of the general ones: %s', (right) => {
    const html = text(page(right));

    for (const step of rightSteps[right] ?? []) expect(html).toContain(step);
    expect(html).not.toContain(handOverGuides['right-by-staff'].steps[0]);
  });

  it.each(own)('shows the steps of the reason if it is with staff for another reason: %s', (right) => {
    expect(text(page(right, 'child'))).not.toContain(rightSteps[right]?.[0]);
  });
});
