import { Form, type FormTarget } from '../parts/form-parts';

/** Links for staff who are signed in. */
export interface StaffNavFacts {
  readonly name: string;
  /** Posts nothing but its hidden value. */
  readonly signOut?: FormTarget;
  readonly links: readonly { readonly url: string; readonly label: string }[];
}

/** Who is signed in, and the links of the staff pages. */
export function StaffNav({ name, links, signOut }: StaffNavFacts) {
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
      {signOut && (
        <Form {...signOut}>
          <button type="submit" class="quiet">
            Sign out
          </button>
        </Form>
      )}
    </nav>
  );
}
