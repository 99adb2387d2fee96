import { connectors } from '../../../functions/connectors/open-connector';
import { storeKinds } from '../../../functions/connectors/store-kinds';
import { MemoryConnector } from '../../fakes/memory-connector';
import { shelf } from './shelf.kind';

/* What a new kind adds to the two tables; before anything reads them. */

storeKinds.shelf = shelf;
connectors.shelf = ({ store }) =>
  new MemoryConnector(store, { cards: [{ id: '1', email: 'ada@example.com' }] });
