/** A collection about which the answer will say that something is not told. */
export interface NotToldPart {
  /** "Your visits in the shop's database". */
  readonly where: string;
  /** "whether it is sent to countries with another data protection law". */
  readonly what: readonly string[];
}

/** Warns before an approval: the answer goes out with these open, and says so. */
export function DecisionNotTold({ parts }: { readonly parts: readonly NotToldPart[] }) {
  if (parts.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="not-told">What the answer does not tell</h2>
      <p>
        The data map does not say these, and the law wants them told. The answer says of each that it is not
        told. You can approve it; better have the data map completed first, and search again.
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
