/**
 * Windows' Task Scheduler: the latest run of every task and its next start, as `Get-ScheduledTask` and `Get-ScheduledTaskInfo` tell them
 * in JSON, or as `schtasks /query /fo CSV /v` prints them:
 *
 *     [{"TaskPath":"\\Batch\\","TaskName":"Nightly","State":3,"LastRunTime":"\/Date(1795413600000)\/","LastTaskResult":0,
 *       "NextRunTime":"2026-11-24T06:00:00Z","NumberOfMissedRuns":0,"Triggers":[{"Type":"MSFT_TaskDailyTrigger","Enabled":true,
 *       "StartBoundary":"2026-01-05T06:00:00","DaysInterval":1,"RepeatEvery":null,…}]}]
 *
 *     "HostName","TaskName","Next Run Time","Status","Logon Mode","Last Run Time","Last Result",…
 *     "WIN1","\Batch\Nightly","11/24/2026 6:00:00 AM","Ready","Interactive/Background","11/23/2026 6:00:00 AM","0",…
 *
 * job = the task's path and name; run key = its start. Windows tells neither the end nor earlier runs.
 */
import type {Adapter} from '../domain/adapter.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {jsonOrTextParser} from './json-or-text.ts';
import {encodePowerShell} from './powershell-command.ts';
import {checkedString, statusesOption, timeFormatProblem} from './record-options.ts';
import {SCHTASKS_COLUMNS, type SchtasksSettings, schtasksParser} from './schtasks-csv.ts';
import type {TaskSettings} from './windows-task.ts';
import {readScheduledTasks} from './windows-task-json.ts';

type WindowsTasksOptions = TaskSettings & SchtasksSettings;

/** Its braces are no placeholders: it is encoded. */
const SCRIPT = [
  '$ErrorActionPreference = "Stop"; $ProgressPreference = "SilentlyContinue"',
  '[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false',
  'function Utc($time) { if ($time) { $time.ToUniversalTime().ToString("o") } }',
  '$tasks = @(Get-ScheduledTask | ForEach-Object { $task = $_; $info = $task | Get-ScheduledTaskInfo; [pscustomobject]@{' +
    'TaskPath = $task.TaskPath; TaskName = $task.TaskName; State = [int]$task.State; LastRunTime = (Utc $info.LastRunTime); ' +
    'LastTaskResult = $info.LastTaskResult; NextRunTime = (Utc $info.NextRunTime); NumberOfMissedRuns = $info.NumberOfMissedRuns; ' +
    'Triggers = @($task.Triggers | Where-Object { $_ } | ForEach-Object { [pscustomobject]@{ Type = $_.CimClass.CimClassName; ' +
    'Enabled = $_.Enabled; StartBoundary = $_.StartBoundary; RandomDelay = $_.RandomDelay; DaysInterval = $_.DaysInterval; ' +
    'WeeksInterval = $_.WeeksInterval; DaysOfWeek = $_.DaysOfWeek; RepeatEvery = $_.Repetition.Interval } }) } })',
  'ConvertTo-Json -Compress -Depth 4 -InputObject $tasks',
].join('; ');

export const windowsTasks: Adapter<WindowsTasksOptions> = {
  name: 'windows-tasks',
  title: 'Windows Task Scheduler',
  description: 'The latest run and the schedule of Windows’ scheduled tasks (PowerShell, or schtasks).',
  traits: {isPlan: false, hasRuns: true, hasHistory: false, hasSchedules: true},
  tells: ['exit-codes'],
  isLatestOnly: true,
  wholeAnswer: 'a list, be it empty, or a header: no output is partial',
  options: z =>
    z.strictObject({
      tasks: z.array(z.string()).default(['*']).describe('Patterns of the paths that are jobs: `\\Batch\\*`'),
      exclude: z
        .array(z.string())
        .default(['\\Microsoft\\*'])
        .describe('Patterns of paths that are none although `tasks` has them'),
      columns: z
        .strictObject(
          Object.fromEntries(
            Object.entries(SCHTASKS_COLUMNS).map(([key, name]) => [
              key,
              z.string().min(1).optional().describe(`What schtasks calls the column "${name}"`),
            ]),
          ),
        )
        .optional()
        .describe(
          'The headings of schtasks in the language of its host: {task: Aufgabenname, lastRun: Letzte Laufzeit}. Default: English ones',
        ),
      timeFormat: checkedString(z, timeFormatProblem)
        .default('M/d/yyyy h:mm:ss a')
        .describe('How schtasks writes times: a pattern such as `dd.MM.yyyy HH:mm:ss`'),
      statuses: statusesOption(z),
    }),
  command: () => ({argv: encodePowerShell(SCRIPT)}),
  open: context =>
    jsonOrTextParser(
      () =>
        jsonAnswerParser(context, 'Get-ScheduledTask', (documents, answer) =>
          readScheduledTasks(documents, answer, context),
        ),
      () => schtasksParser(context),
    ),
};
