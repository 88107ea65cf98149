import type {z as Zod} from 'zod';

/** What autorep is asked for: the same for its report and for its definitions. */
export function chosenJobs(z: typeof Zod) {
  return {
    jobs: z
      .string()
      .min(1)
      .optional()
      .describe('Only the jobs of this name; % stands for any text. Default: ALL'),
    boxes: z.boolean().default(false).describe('Take boxes for jobs, too'),
  };
}
