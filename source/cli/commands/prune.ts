import {plural} from '../../domain/text.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {withProduct} from '../product.ts';

/** Deletes what the configured retention no longer keeps; `--dry-run` only counts it. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags} = context;
  return withProduct(context, 'write', async ({config, store, today}) => {
    const result = await store.prune(config.retention, today, flags.dryRun === true);
    if (flags.json) {
      const {isDryRun, ...rest} = result;
      await io.write(`${JSON.stringify({...rest, dryRun: isDryRun}, null, 2)}\n`);
      return EXIT.ok;
    }
    const parts = [
      plural(result.runs, 'run'),
      plural(result.days, 'daily total'),
      plural(result.counts, 'count'),
      plural(result.changes, 'earlier state'),
      plural(result.collections, 'collection'),
      plural(result.acknowledgements, 'acknowledgement'),
      `${plural(result.texts, 'day')} of texts`,
      plural(result.replaced, 'replaced database'),
    ];
    await io.write(`${result.isDryRun ? 'Would delete' : 'Deleted'} ${parts.join(', ')}.\n`);
    return EXIT.ok;
  });
}
