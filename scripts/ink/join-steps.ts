/** Several steps to the next line (CNL) as one sequence. */
export function joinSteps(frame: string): string {
  return frame.replaceAll(/(?:\u001B\[E){2,}/g, steps => `\u001B[${steps.length / 3}E`);
}
