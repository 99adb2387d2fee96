import { type BenchPart, SkippedError } from '../machinery/bench-part';

export const fidesPart: BenchPart = {
  name: 'fides',
  asks: 'How does Fides do the same work?',
  run: async () => {
    throw new SkippedError('not yet');
  },
};
