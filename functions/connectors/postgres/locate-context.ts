import type * as relational from '../relational/locate-context';
import type { Relation } from './relation';

export type LocateContext = relational.LocateContext<Relation>;
