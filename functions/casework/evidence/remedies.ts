import type { Remedy } from '../../documents/answer-facts';
import type { Regime } from '../../domain/deadlines/law';
import type { DeskData } from '../../domain/desk-deps';
import { isOwnAuthority } from '../../domain/is-own-authority';

type Deps = Pick<DeskData, 'desk' | 'book'>;

/**
 * Where a person may complain and sue, law by law. The authority that the desk's settings name is competent
 * for the laws of the desk's own place; under any other law it is the one of that law. Two laws of one
 * authority, with the same words, are told once.
 */
export function remediesOf(laws: readonly Regime[], deps: Deps): Remedy[] {
  const remedies = laws.map((law) => remedyOf(law, deps));
  const same = ({ complaint, court, authority }: Remedy) => JSON.stringify([complaint, court, authority.url]);
  return remedies.filter((one, at) => remedies.findIndex((other) => same(other) === same(one)) === at);
}

function remedyOf(law: Regime, deps: Deps): Remedy {
  const { shortName, authority } = law;
  const own = isOwnAuthority(deps, law);
  return {
    law: shortName,
    complaint: authority.complaint,
    ...(authority.court ? { court: authority.court } : {}),
    authority: own
      ? deps.desk.controller.authority
      : { name: capital(authority.wording), url: authority.link },
  };
}

/** "the Attorney General of Iowa" as a line of its own. */
function capital(words: string): string {
  const name = words.replace(/^the /, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
