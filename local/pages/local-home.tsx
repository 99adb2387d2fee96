import { Layout, type PageFrame } from '../../functions/web/parts/layout';
import { shownName } from '../../functions/words/shown-text';

/** The addresses of the local run, in the order in which a newcomer needs them. */
export interface LocalHomeFacts extends PageFrame {
  readonly groups: readonly {
    readonly title: string;
    readonly links: readonly { readonly url: string; readonly label: string; readonly hint: string }[];
  }[];
  /** People of the sample data to try it with. */
  readonly people: readonly { readonly email: string; readonly what: string }[];
  /** Tables and buckets of the user's own account. */
  readonly ownStores: readonly { readonly id: string; readonly title: string; readonly where: string }[];
}

export function LocalHome(facts: LocalHomeFacts) {
  return (
    <Layout frame={facts} title="The desk on this machine">
      <h1>The desk on this machine</h1>
      <p class="lead">
        {facts.people.length > 0
          ? 'Everything runs here, with a sample shop. No mail leaves this machine.'
          : 'Everything runs here, with your own desk file. No mail leaves this machine.'}
      </p>
      {facts.ownStores.length > 0 && <OwnStores stores={facts.ownStores} />}
      {facts.groups.map((group) => (
        <>
          <h2>{group.title}</h2>
          <ul>
            {group.links.map((link) => (
              <li>
                <a href={link.url}>{link.label}</a>
                <span class="hint">{link.hint}</span>
              </li>
            ))}
          </ul>
        </>
      ))}
      {facts.people.length > 0 && (
        <div class="card">
          <h2>People to try it with</h2>
          <ul>
            {facts.people.map((person) => (
              <li>
                <b>{shownName(person.email)}</b>
                <span class="hint">{person.what}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Layout>
  );
}

function OwnStores({ stores }: { readonly stores: LocalHomeFacts['ownStores'] }) {
  return (
    <div class="card">
      <h2>Your own stores</h2>
      <p>This run reads them and never changes anything in them: an erasure or an opt-out is refused.</p>
      <ul>
        {stores.map(({ title, where }) => (
          <li>
            <b>{shownName(title)}</b>
            <span class="hint">{where}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
