import type { DeskLaw } from '../../../functions/domain/desk';
import { bindsEverywhere, lawsByPlace } from '../../../functions/domain/governing-laws';
import { governingLawsText } from '../../../functions/web/staff/governing-laws-text';
import { aBook, aDesk } from '../../builders/a-desk';
import { anEvent, aRequest } from '../../domain/a-log';

const law = (regime: string, applies: 'binds' | 'voluntary', established?: true): DeskLaw => ({
  regime,
  applies,
  because: 'x',
  ...(established ? { established } : {}),
});

const regimes = ['eu-gdpr', 'us-ca-ccpa', 'ch-fadp'];
const waysOf = (regime: string) => [
  law(regime, 'binds'),
  law(regime, 'binds', true),
  law(regime, 'voluntary'),
];
const combined = regimes.reduce<DeskLaw[][]>(
  (sets, regime) => sets.flatMap((set) => waysOf(regime).map((one) => [...set, one])),
  [[]],
);
const cells = combined.flatMap((laws) => ['DE-BE', 'US-CA', 'CH-ZH'].map((place) => ({ laws, place })));
const nameOf = ({ regime, applies, established }: DeskLaw) =>
  `${regime} ${applies}${established ? ' established' : ''}`;

describe('the text on the laws where somebody lives in a place that none was made for', () => {
  it.each(cells.map((cell) => [cell.place, cell.laws.map(nameOf).join(', '), cell] as const))(
    'names in %s the laws that bind wherever people live, and no other: %s',
    (_place, _laws, { laws, place }) => {
      const desk = aDesk({ laws, place });
      const deps = { desk, book: aBook(desk) };
      const asked = lawsByPlace(deps, 'access', { livesIn: 'BR' });
      const request = aRequest(anEvent('received', { ...asked, right: 'access', place }));
      const binding = laws
        .map((one) => ({ law: one, regime: deps.book.regimes[one.regime] }))
        .filter(({ law: one, regime }) => regime && bindsEverywhere(one, regime, place));

      const words = governingLawsText(deps, request);

      expect(asked.elsewhere).toBe(true);
      const said = /made for\. (.*?) binds? you wherever people live/.exec(words)?.[1] ?? '';
      expect(
        said
          .split(/, | and /)
          .filter(Boolean)
          .sort(),
      ).toEqual(binding.map(({ regime }) => regime?.shortName).sort());
      expect(words.includes('as if all of your laws were theirs')).toBe(binding.length === 0);
    },
  );
});
