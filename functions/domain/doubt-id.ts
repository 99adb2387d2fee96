const DOUBT = 'doubt-';

/** Id of the question that puts a doubt of staff to the requester; the first is 1. */
export function doubtId(number: number): string {
  return `${DOUBT}${number}`;
}

export function isAboutDoubt(questionId: string): boolean {
  return questionId.startsWith(DOUBT);
}

/** Which doubt of a request a question is about, counted from 1; undefined for other questions. */
export function doubtNumber(questionId: string): number | undefined {
  return isAboutDoubt(questionId) ? Number(questionId.slice(DOUBT.length)) : undefined;
}
