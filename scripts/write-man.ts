/** Prints the manual page: `npm run --silent man | man -l -`. */
import {formatManPage} from './man-page.ts';
import {readRelease} from './release.ts';

process.stdout.write(formatManPage(readRelease()));
