/** A program of its own that collects what its argument asks for; the tests kill it. */
import {collect} from '../../source/collect/collect.ts';

await collect(JSON.parse(process.argv[2] ?? ''));
