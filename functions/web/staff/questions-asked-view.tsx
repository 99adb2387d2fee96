import { shownText } from '../../words/shown-text';

interface Props {
  readonly questions: readonly { readonly question: string; readonly answer?: string }[];
}

/** What staff asked the person meanwhile, with the answers. */
export function QuestionsAsked({ questions }: Props) {
  if (questions.length === 0) return null;
  return (
    <div class="card">
      <h2>Questions and answers</h2>
      {questions.map(({ question, answer }) => (
        <>
          <blockquote dir="auto">{shownText(question)}</blockquote>
          <p dir="auto">{answer === undefined ? 'No answer yet.' : shownText(answer)}</p>
        </>
      ))}
    </div>
  );
}
