import type { AnswerFacts } from './answer-facts';
import { Part } from './answer-page';

/**
 * Whom else the person may turn to: the representative in their place, and who decides together with the
 * controller (Art. 26(2)-(3), 27(4) GDPR).
 */
export function RepresentedBy({ facts }: { readonly facts: AnswerFacts }) {
  const { representatives = [] } = facts;
  const joint = facts.controller.jointControllers ?? [];
  if (representatives.length + joint.length === 0) return null;
  return (
    <Part id="also-answer" title="Whom else you can turn to">
      <ul class="plain">
        {representatives.map(({ where, name, address, email }) => (
          <li>
            Our representative {where}: <b>{name}</b>, {address}, {email}
          </li>
        ))}
        {joint.map(({ name, arrangement, contact }) => (
          <li>
            Together with us decides: <b>{name}</b> ({contact}). {arrangement} You can use your rights with us
            and with them.
          </li>
        ))}
      </ul>
    </Part>
  );
}
