/** A process that starts one behind a screen and prints its id: to be killed. Its argument are the orders as JSON. */
import {forkBackend} from '../../../source/cli/screen/channel.ts';

const orders = JSON.parse(process.argv[2] ?? '{}');
forkBackend(orders, {
  message: ({kind}) => console.log(kind),
  ended: reason => console.log(`ended ${reason}`),
});
