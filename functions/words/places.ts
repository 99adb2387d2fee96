/** A country or state whose law may differ, by its ISO 3166 code. */
export interface PlaceChoice {
  readonly code: string;
  readonly name: string;
}

/** A group of the list on the form. */
export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly PlaceChoice[];
}

const named = (list: string): PlaceChoice[] =>
  list.split('|').map((entry) => {
    const [code = '', name = ''] = entry.split('=');
    return { code, name };
  });

/** The places where requesters may live whose law could apply to them. */
export const placeGroups: readonly PlaceGroup[] = [
  {
    name: 'Europe',
    places: named(
      'AT=Austria|BE=Belgium|BG=Bulgaria|HR=Croatia|CY=Cyprus|CZ=Czechia|DK=Denmark|EE=Estonia|FI=Finland|FR=France|DE=Germany|GR=Greece|HU=Hungary|IS=Iceland|IE=Ireland|IT=Italy|LV=Latvia|LI=Liechtenstein|LT=Lithuania|LU=Luxembourg|MT=Malta|NL=Netherlands|NO=Norway|PL=Poland|PT=Portugal|RO=Romania|SK=Slovakia|SI=Slovenia|ES=Spain|SE=Sweden|CH=Switzerland|GB=United Kingdom',
    ),
  },
  {
    name: 'United States',
    places: named(
      'US-CA=California|US-CO=Colorado|US-CT=Connecticut|US-DE=Delaware|US-FL=Florida|US-IN=Indiana|US-IA=Iowa|US-KY=Kentucky|US-MD=Maryland|US-MN=Minnesota|US-MT=Montana|US-NE=Nebraska|US-NH=New Hampshire|US-NJ=New Jersey|US-OK=Oklahoma|US-OR=Oregon|US-RI=Rhode Island|US-TN=Tennessee|US-TX=Texas|US-UT=Utah|US-VA=Virginia|US=Another state',
    ),
  },
  {
    name: 'Elsewhere',
    places: named(
      'AU=Australia|BR=Brazil|CA=Canada|CA-QC=Canada: Quebec|CL=Chile|CN=China|IN=India|JP=Japan|NZ=New Zealand|SG=Singapore|ZA=South Africa|KR=South Korea|TH=Thailand|other=Another country',
    ),
  },
];

/** Code of "Another country"; ISO 3166 leaves it to its users. */
export const ANOTHER_COUNTRY = 'ZZ';

/** The name of a country or state by its code, or the code itself if the list does not have it. */
export function placeTitle(code: string): string {
  return placeGroups.flatMap(({ places }) => places).find((place) => place.code === code)?.name ?? code;
}
