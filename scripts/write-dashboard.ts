/** Writes the Grafana dashboard: `node scripts/write-dashboard.ts`. A test fails when it is out of step. */
import {writeFile} from 'node:fs/promises';
import {DASHBOARD_FILE, formatDashboard} from './dashboard.ts';

await writeFile(DASHBOARD_FILE, formatDashboard());
