import { Part } from './answer-page';

/** How other requests with the same address affect this answer; empty when they do not. */
export function OtherRequestsPart({ sentences = [] }: { readonly sentences: readonly string[] | undefined }) {
  if (sentences.length === 0) return null;
  return (
    <Part id="other-requests" title="Other requests with your address or number">
      {sentences.map((sentence) => (
        <div class="aside open">
          <p>{sentence}</p>
        </div>
      ))}
    </Part>
  );
}
