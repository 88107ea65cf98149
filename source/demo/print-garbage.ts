/** What an export behind a broken proxy prints: an error page, with exit code 0 and bytes that attack a terminal. */
import type {DayView} from './fleet-model.ts';

export function printGarbage({environment}: DayView): string {
  return [
    '<!DOCTYPE html>',
    '<html><head><title>502 Bad Gateway</title></head>',
    `<body><h1>502 Bad Gateway</h1><p>upstream ${environment.name}.example did not answer</p>`,
    // A title change, a clipboard write, a colour that is never reset, a cleared screen, text that runs backwards.
    '\u001B]0;owned\u0007\u001B]52;c;bm90aGluZw==\u0007\u001B[31m\u001B[2J\u202E0 sboj\u0000\u0008',
    '<hr><address>proxy/1.4 at port 80</address></body></html>',
    '',
  ].join('\r\n');
}
