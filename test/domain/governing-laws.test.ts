import { allRegimes } from '../../functions/config/laws/law-library';
import type { Desk, DeskLaw } from '../../functions/domain/desk';
import { governingLaws, leadingLaw } from '../../functions/domain/governing-laws';
import type { Right } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';

const binds = (regime: string, more: Partial<DeskLaw> = {}): DeskLaw => ({
  regime,
  applies: 'binds',
  because: 'x',
  ...more,
});
const voluntary = (regime: string): DeskLaw => ({ regime, applies: 'voluntary', because: 'x' });

const deskIn = (place: string, ...laws: DeskLaw[]) => aDesk({ place, laws });

const shops = {
  EU: deskIn('DE-BE', binds('eu-gdpr'), binds('uk-gdpr'), voluntary('us-ca-ccpa'), binds('ch-fadp')),
  UK: deskIn('GB-ENG', binds('uk-gdpr'), binds('eu-gdpr'), voluntary('us-ca-ccpa'), voluntary('ch-fadp')),
  California: deskIn('US-CA', binds('us-ca-ccpa'), binds('eu-gdpr'), binds('uk-gdpr')),
  Switzerland: deskIn('CH-ZH', binds('ch-fadp'), binds('eu-gdpr')),
};

const gdprRights: readonly Right[] = [
  ...(['access', 'portability', 'erasure', 'rectification', 'restriction', 'objection'] as const),
  ...(['automated-decision-review', 'marketing-objection', 'consent-withdrawal'] as const),
];

const laws = (desk: Desk, right: Right, livesIn?: string) =>
  governingLaws({ desk, book: aBook(desk) }, right, { livesIn });

describe('the laws of a request', () => {
  it.each<[keyof typeof shops, string | undefined, readonly string[]]>([
    ['EU', 'DE', ['eu-gdpr']],
    ['EU', 'FR', ['eu-gdpr']],
    ['EU', 'NO', ['eu-gdpr']],
    ['EU', 'GB', ['eu-gdpr', 'uk-gdpr']],
    ['EU', 'GB-SCT', ['eu-gdpr', 'uk-gdpr']],
    ['EU', 'US-CA', ['eu-gdpr', 'us-ca-ccpa']],
    ['EU', 'CH', ['eu-gdpr', 'ch-fadp']],
    ['EU', 'US-TX', ['eu-gdpr']],
    ['EU', 'JP', ['eu-gdpr']],
    ['EU', undefined, ['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa', 'ch-fadp']],
    ['UK', 'GB', ['uk-gdpr']],
    ['UK', 'DE', ['uk-gdpr', 'eu-gdpr']],
    ['UK', 'US-CA', ['uk-gdpr', 'us-ca-ccpa']],
    ['UK', 'CH', ['uk-gdpr', 'ch-fadp']],
    ['UK', 'AU', ['uk-gdpr']],
    ['California', 'US-CA', ['us-ca-ccpa']],
    ['California', 'DE', ['eu-gdpr']],
    ['California', 'GB', ['uk-gdpr']],
    ['California', 'US-NV', ['us-ca-ccpa', 'eu-gdpr', 'uk-gdpr']],
    ['Switzerland', 'CH', ['ch-fadp']],
    ['Switzerland', 'AT', ['ch-fadp', 'eu-gdpr']],
    ['Switzerland', 'US-CA', ['ch-fadp']],
    ['Switzerland', 'BR', ['ch-fadp']],
  ])('at a shop in %s, for somebody in %s, are %j', (shop, livesIn, governing) => {
    expect(laws(shops[shop], 'access', livesIn)).toEqual(governing);
  });

  it('lose none that binds by establishment to any place, whatever else the desk follows', () => {
    const places = ['DE', 'GB', 'US-CA', 'US-IA', 'CH', 'JP', 'IN', 'BR', 'ZA', 'AU', 'CN', 'KR', undefined];
    const others = [...allRegimes().keys()].filter((regime) => regime !== 'eu-gdpr');
    const ways = [binds, voluntary, (regime: string) => binds(regime, { established: true })];
    const desks = others.flatMap((other) => ways.map((way) => deskIn('DE-BE', way(other), binds('eu-gdpr'))));

    const lost = desks.flatMap((desk) =>
      places.flatMap((place) =>
        gdprRights
          .filter((right) => !laws(desk, right, place).includes('eu-gdpr'))
          .map((right) => `${desk.laws[0]?.regime} ${desk.laws[0]?.applies} ${place} ${right}`),
      ),
    );

    expect(lost).toEqual([]);
  });

  it('are those of another establishment too, where the settings say that there is one', () => {
    const desk = deskIn('US-CA', binds('us-ca-ccpa'), binds('eu-gdpr', { established: true }));

    expect(laws(desk, 'access', 'US-CA')).toEqual(['us-ca-ccpa', 'eu-gdpr']);
  });

  it('are not one that is followed voluntarily, where one that binds covers the person', () => {
    const desk = deskIn('DE-BE', voluntary('us-ca-ccpa'), binds('eu-gdpr'));

    expect(laws(desk, 'access', 'FR')).toEqual(['eu-gdpr']);
    expect(laws(desk, 'access', 'JP')).toEqual(['eu-gdpr']);
  });

  it('are never one that does not concern the desk', () => {
    const desk = deskIn('DE-BE', binds('eu-gdpr'), { regime: 'us-ca-ccpa', applies: 'no', because: 'x' });

    expect(laws(desk, 'access', 'US-CA')).toEqual(['eu-gdpr']);
    expect(laws(desk, 'access')).toEqual(['eu-gdpr']);
  });

  it('are those that know the right, or, where none does, those that govern the person anyway', () => {
    expect(laws(shops.EU, 'restriction', 'US-CA')).toEqual(['eu-gdpr']);
    expect(laws(shops.EU, 'opt-out-of-sale', 'US-CA')).toEqual(['eu-gdpr', 'us-ca-ccpa']);
    expect(laws(shops.EU, 'opt-out-of-sale', 'GB')).toEqual(['eu-gdpr', 'uk-gdpr']);
    expect(laws(shops.California, 'opt-out-of-sale', 'US-CA')).toEqual(['us-ca-ccpa']);
    expect(laws(shops.EU, 'opt-out-of-sale', 'DE')).toEqual(['eu-gdpr']);
    expect(laws(shops.California, 'restriction', 'US-CA')).toEqual(['us-ca-ccpa']);
    expect(laws(shops.California, 'restriction', 'US-TX')).toEqual(['eu-gdpr', 'uk-gdpr']);
    expect(laws(deskIn('DE-BE', binds('uk-gdpr'), binds('eu-gdpr')), 'appeal', 'DE')).toEqual(['eu-gdpr']);
  });

  it('are answered in the words of the home law, where it is among them', () => {
    const desk = shops.EU;
    const regimes = laws(desk, 'access', 'US-CA');

    expect(leadingLaw({ desk, book: aBook(desk) }, { received: { regimes } }).id).toBe('eu-gdpr');
  });
});
