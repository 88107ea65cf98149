/**
 * Loaded into a program before it starts (`--import`): its clock then runs on from another moment than the present. The
 * product has no such option for collecting, and a picture or a test of whole screens needs the same hour each time.
 */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const readClock = Date.now;

Date.now = () => readClock() + shiftMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
});
