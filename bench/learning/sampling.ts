/** Draws from distributions, from a source of numbers in [0, 1). */

/** Standard normal (Box and Muller). */
export function sampleNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** By counting exponential gaps where the mean is small, else by the sum of two halves. */
export function samplePoisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return samplePoisson(mean / 2, random) + samplePoisson(mean / 2, random);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Mean and size (variance = mean + mean^2 / size): a Poisson whose own mean is drawn from a gamma distribution. */
export function sampleNegativeBinomial(mean: number, size: number, random: () => number): number {
  return samplePoisson((mean * sampleGamma(size, random)) / size, random);
}

/** Shape at least 1, scale 1 (Marsaglia and Tsang, 2000). */
function sampleGamma(shape: number, random: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = sampleNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
