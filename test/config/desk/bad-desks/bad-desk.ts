/** A desk file with one fault, and what the reader of the error must find in it. */
export type BadDesk = readonly [title: string, text: string, path: string, problem: string, remedy: string];
