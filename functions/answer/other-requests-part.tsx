import { Part } from './answer-page';

/**
 * What other requests with the same address have to do with this answer; nothing where they have nothing to
 * do with it.
 */
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
