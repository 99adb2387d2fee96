import type { SystemMap } from '../domain/system-map';
import { unstatedBy } from '../domain/unstated';
import { AboutUses } from './about-uses';
import { capitalised, dataKinds } from './answer-words';

/**
 * The uses that no record is tied to, each with whoever may receive data by it. Used by the package and by
 * the preview.
 */
export function LooseUses({ systems }: { readonly systems: readonly SystemMap[] }) {
  return (
    <>
      <p>
        No record that we searched is tied to these uses, so we cannot look up whether they concern you. They
        may: those who are named here may receive data about you.
      </p>
      {systems.map((system) => (
        <section class="collection">
          <h3>{system.title}</h3>
          <dl class="about">
            <dt>What kind of data</dt>
            <dd>
              <Kinds system={system} />
            </dd>
            <AboutUses systems={[system]} untold={unstatedBy([system])} />
          </dl>
        </section>
      ))}
    </>
  );
}

function Kinds({ system: { purposes } }: { readonly system: SystemMap }) {
  const kinds = dataKinds(purposes.flatMap(({ categories }) => categories));
  if (kinds.length > 0) return <>{capitalised(kinds.join(', '))}</>;
  return (
    <span class="detail">
      <b>Not told:</b> the map of our stores does not say which. Ask us, and we find out.
    </span>
  );
}
