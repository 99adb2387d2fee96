import type { Child } from 'hono/jsx';

/** A term and its text. Entries without text are left out. */
export type Fact = readonly [term: string, text: Child];

/** Short facts, each term next to its text. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, text]) => text !== undefined && text !== null && text !== '');
  return (
    <dl>
      {known.map(([term, text]) => (
        <>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  );
}
