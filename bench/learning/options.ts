export type BenchOptions = {
  /** The folder of histories. */
  folder: string;
  seeds: readonly number[];
  /** How many jobs costs are measured with. */
  jobs: number;
};
