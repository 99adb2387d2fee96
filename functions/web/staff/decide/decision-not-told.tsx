/** A collection for which the answer will say that it does not tell something. */
export interface NotToldPart {
  /** "Your visits in the shop's database". */
  readonly where: string;
  /** "whether it is sent to countries with another data protection law". */
  readonly what: readonly string[];
}

/** A warning before an approval: the answer will leave these open, and say so. */
export function DecisionNotTold({ parts }: { readonly parts: readonly NotToldPart[] }) {
  if (parts.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="not-told">What the answer does not tell</h2>
      <p>
        The data map does not hold these, and the law wants them told. The answer says which of them it does
        not tell. You can approve it; it is better to have the data map completed first, and then to search
        again.
      </p>
      <ul>
        {parts.map(({ where, what }) => (
          <li>
            <b>{where}:</b> {what.join('; ')}.
          </li>
        ))}
      </ul>
    </div>
  );
}
