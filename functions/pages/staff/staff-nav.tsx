/** Links for someone who is signed in. */
export interface StaffNavFacts {
  readonly name: string;
  readonly links: readonly { readonly url: string; readonly label: string }[];
}

/** Who is signed in, and where to go. */
export function StaffNav({ name, links }: StaffNavFacts) {
  return (
    <nav aria-label="Staff">
      <small>
        Signed in as {name}
        {links.map((link) => (
          <>
            {' · '}
            <a href={link.url}>{link.label}</a>
          </>
        ))}
      </small>
    </nav>
  );
}
