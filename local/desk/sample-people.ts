import { people } from '../sample-shop/people';

/** People of the sample shop for whom a newcomer can make requests. */
export const samplePeople = [
  { email: people.lena.email, what: 'has some of everything, and shares her address with Tariq' },
  { email: people.tariq.email, what: 'lives with Lena: the same address row' },
  { email: people.ottilie.email, what: 'ordered 5,000 times' },
  { email: 'nobody@example.com', what: 'is in no store' },
] as const;
