import type { Regime } from '../../domain/deadlines/law';
import type { Desk } from '../../domain/desk';

/** Settings that are allowed and probably not meant, one sentence each. */
export function deskWarnings(desk: Desk, known: ReadonlyMap<string, Pick<Regime, 'review'>>): string[] {
  return [...unreviewedLaws(desk, known), ...alarmToTheSamePerson(desk), ...zoneElsewhere(desk)];
}

function unreviewedLaws(desk: Desk, known: ReadonlyMap<string, Pick<Regime, 'review'>>): string[] {
  return desk.laws
    .filter((law) => law.applies !== 'no')
    .filter((law) => known.get(law.regime)?.review !== 'supported')
    .map((law) => `laws: ${law.regime} is not yet reviewed; have its dates checked before you rely on them`);
}

function alarmToTheSamePerson(desk: Desk): string[] {
  const deciders = desk.staff.filter((member) => member.may.includes('decide'));
  return deciders.every((member) => member.email === desk.escalateTo)
    ? [
        'escalateTo: overdue alarms go to the one mailbox that was reminded all along; another reader is safer',
      ]
    : [];
}

function zoneElsewhere(desk: Desk): string[] {
  const country = desk.place.slice(0, 2);
  const zones = zonesOf(country).map(listedName);
  if (zones.length === 0 || zones.includes(listedName(desk.zone))) return [];
  return [`zone: ${desk.zone} is not a time zone of ${country} (place: ${desk.place})`];
}

/** The runtime has had this list first as a property, then as a method (ECMA-402, Intl Locale Info). */
function zonesOf(country: string): readonly string[] {
  const locale: Intl.Locale & { timeZones?: readonly string[]; getTimeZones?: () => readonly string[] } =
    new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

function listedName(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
