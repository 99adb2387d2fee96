import { memoryChroma } from '../fakes/memory-chroma';
import { chromaSurveySuite } from './chroma-survey';

const send = memoryChroma();

chromaSurveySuite('the Chroma of these tests', () => send);
