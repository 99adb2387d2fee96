/** A desk file with one fault, and what its error must contain. */
export type BadDesk = readonly [title: string, text: string, path: string, problem: string, remedy: string];
