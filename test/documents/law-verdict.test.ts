import { lawsFor } from '../../functions/config/laws/law-library';
import { DATA_CATEGORIES } from '../../functions/config/map/data-categories';
import { heldText } from '../../functions/documents/held-text';
import { lawVerdict } from '../../functions/documents/law-verdict';
import { forbiddenKinds, isCategoryWithin, type LawView } from '../../functions/domain/never-shown';

const day = '2027-06-01';
const { regimes } = lawsFor(['us-ca-ccpa', 'us-mn-mcdpa', 'us-mt-mcdpa', 'us-ct-ctdpa'], ['US-CA']);
const views = Object.values(regimes)
  .filter(({ neverDisclose }) => neverDisclose.length > 0)
  .map(
    (regime): LawView => ({
      law: regime.shortName,
      article: 'x',
      binds: true,
      forbids: forbiddenKinds(regime, day),
    }),
  );
const forbidden = (view: LawView) => view.forbids.flatMap(({ categories }) => categories);

/** Every category of fideslang, with all above and below those that a law forbids. */
function categoriesAround(view: LawView): string[] {
  const above = forbidden(view).flatMap((one) => {
    const steps = one.split('.');
    return steps.map((_, at) => steps.slice(0, at + 1).join('.'));
  });
  return [...new Set([...DATA_CATEGORIES, ...above, ...forbidden(view).map((one) => `${one}.more`)])];
}

describe.each(views.map((view) => [view.law, view] as const))(
  'what is said to be held under %s',
  (_, view) => {
    it.each(categoriesAround(view))('is what the category says, and nothing narrower: %s', (category) => {
      const verdict = lawVerdict([view], [category]);
      const isSure = forbidden(view).some((one) => isCategoryWithin(category, one));
      const isWide = !isSure && forbidden(view).some((one) => isCategoryWithin(one, category));

      expect(verdict?.because).toBe(isSure ? 'never-shown' : isWide ? 'unclear' : undefined);
      expect(verdict?.held).toBe(isSure ? heldText([category]) : undefined);
      expect(heldText([category]) === undefined && isSure).toBe(false);
    });

    it('is each forbidden kind of a field that has several, and nothing else of the field', () => {
      const both = ['user.financial', 'user.government_id.passport_number', 'user.biometric', 'user.name'];

      expect(lawVerdict([view], both)?.held).toBe('passport number and biometric data');
    });
  },
);
