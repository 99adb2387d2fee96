/**
 * What somebody wrote on a page that can no longer take it, one text per field. The desk keeps none of it.
 */
export interface Written {
  readonly written?: readonly string[] | undefined;
}

/** Shows it to copy, so that nobody has to write it twice. */
export function WrittenText({
  written = [],
  mayHaveArrived = false,
}: Written & { readonly mayHaveArrived?: boolean }) {
  if (written.length === 0) return null;
  return (
    <section class="card">
      <h2>What you wrote</h2>
      <p>
        {mayHaveArrived
          ? 'It may not have reached us. Copy it before you try again.'
          : 'It was not sent, and we keep none of it. Copy it before you go on.'}
      </p>
      {written.map((text, at) => (
        <textarea readonly rows={6} aria-label={`What you wrote, part ${at + 1}`} dir="auto">
          {text}
        </textarea>
      ))}
    </section>
  );
}

const CARRIED = 'written-';

/** Hidden fields that pass the texts on to the next page. */
export function writtenFields(written: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(written.map((text, at) => [`${CARRIED}${at}`, text]));
}

/** Names of fields that hold more than a word. */
const TEXTS = new Set([
  'answer',
  'reason',
  'question',
  'note',
  'because',
  'words',
  'remark',
  'ground',
  'message',
  'known',
  'postal',
]);

/** The value of a choice, which is not something written. */
const CHOICE = /^[a-z0-9-]*$/;

/** The texts in a posted form, including those passed on from an earlier page. */
export function writtenTexts(fields: Readonly<Record<string, string>>): string[] {
  const isText = (name: string) => name.startsWith(CARRIED) || TEXTS.has(name.replace(/^kept\./, ''));
  return Object.entries(fields)
    .filter(([name, text]) => isText(name) && !CHOICE.test(text.trim()))
    .map(([, text]) => text);
}
